/**
 * What the tests use of Playwright's page, over a driver that can only go to an address, evaluate, and move mouse and keys.
 * What is missing here is said so: a test that needs it runs in Chromium only, and says so in its name.
 */

import { query } from "./query.mjs";

const TIMEOUT = 60_000;

/** A page of any driver. */
export class Page {
  #driver;
  keyboard = {
    press: async (combination) => {
      const keys = combination.split(/(?<=.)\+/u).map((key) => (key.length === 1 && combination.includes("+") ? key.toLowerCase() : key));
      for (const key of keys) await this.#driver.down(key);
      for (const key of keys.reverse()) await this.#driver.up(key);
    },
    type: (text) => this.#driver.type(text),
  };

  mouse = {
    move: (x, y) => this.#driver.move(x, y),
    click: (x, y) => this.#driver.click(x, y),
  };

  constructor(driver) {
    this.#driver = driver;
    return new Proxy(this, { get: (page, name) => bound(page, name, "page") });
  }

  goto(url) {
    return this.#driver.goto(url);
  }

  reload() {
    return this.#driver.reload();
  }

  setViewportSize(size) {
    return this.#driver.resize(size);
  }

  screenshot({ path }) {
    return this.#driver.screenshot(path);
  }

  /** @param {Function | string} script run in the page, with one argument that JSON can carry */
  evaluate(script, argument) {
    const source = typeof script === "string" ? script : `(${script})(${argument === undefined ? "" : JSON.stringify(argument)})`;
    return this.#driver.evaluate(source);
  }

  async waitForFunction(script, argument, { timeout = TIMEOUT } = {}) {
    const call = `(${script})(${argument === undefined ? "" : JSON.stringify(argument)})`;
    const asked = () => this.evaluate(`(async () => Boolean(await ${call}))()`);
    await until(() => asked().catch(unlessGone), timeout, String(script));
  }

  async waitForSelector(selector, { state = "visible", timeout = TIMEOUT } = {}) {
    const wanted = { visible: (node) => node.isVisible(), attached: async (node) => await node.count() > 0, hidden: async (node) => !await node.isVisible(), detached: async (node) => await node.count() === 0 }[state];
    await until(() => wanted(this.locator(selector).first()), timeout, `${selector} ${state}`);
  }

  waitForTimeout(ms) {
    return new Promise((resolve) => setTimeout(resolve, ms));
  }

  async waitForLoadState() {
    await this.waitForFunction(() => document.readyState === "complete");
    await this.waitForTimeout(500);
  }

  locator(selector, options) {
    return new Locator(this, [{ css: selector, ...textOf(options) }]);
  }

  on() {
    // Dialogs and the like are Chromium's to watch.
  }
}

for (const name of ["click", "hover", "focus", "fill", "textContent", "inputValue", "isVisible", "getAttribute", "press", "selectOption"]) {
  Page.prototype[name] = function (selector, ...rest) {
    return this.locator(selector).first()[name](...rest);
  };
}

class Locator {
  #page;
  #steps;

  constructor(page, steps) {
    this.#page = page;
    this.#steps = steps;
    return new Proxy(this, { get: (locator, name) => bound(locator, name, "locator") });
  }

  locator(selector, options) {
    return new Locator(this.#page, [...this.#steps, { css: selector, ...textOf(options) }]);
  }

  filter(options) {
    return new Locator(this.#page, [...this.#steps, textOf(options)]);
  }

  nth(index) {
    return new Locator(this.#page, [...this.#steps, { nth: index }]);
  }

  first() {
    return this.nth(0);
  }

  last() {
    return this.nth(-1);
  }

  /** All that are there, without waiting. */
  evaluateAll(script, argument) {
    return this.#page.evaluate(`((find) => (${script})(find(${JSON.stringify(this.#steps)}), ${JSON.stringify(argument) ?? "undefined"}))(${query})`);
  }

  count() {
    return this.evaluateAll((nodes) => nodes.length);
  }

  async all() {
    return Array.from({ length: await this.count() }, (_, index) => this.nth(index));
  }

  /** The one that is meant, once it is there. */
  async evaluate(script, argument) {
    await this.#there();
    return this.evaluateAll(`(nodes, argument) => (${script})(nodes[0], argument)`, argument);
  }

  textContent() {
    return this.evaluate((node) => node.textContent);
  }

  allTextContents() {
    return this.evaluateAll((nodes) => nodes.map((node) => node.textContent));
  }

  innerText() {
    return this.evaluate((node) => node.innerText);
  }

  inputValue() {
    return this.evaluate((node) => node.value);
  }

  getAttribute(name) {
    return this.evaluate((node, attribute) => node.getAttribute(attribute), name);
  }

  isVisible() {
    return this.evaluateAll((nodes) => nodes.length > 0 && nodes[0].checkVisibility({ visibilityProperty: true }) && nodes[0].getClientRects().length > 0);
  }

  isChecked() {
    return this.evaluate((node) => node.checked);
  }

  boundingBox() {
    return this.evaluate((node) => {
      const { x, y, width, height } = node.getBoundingClientRect();
      return { x, y, width, height };
    });
  }

  focus() {
    return this.evaluate((node) => node.focus());
  }

  async fill(text) {
    await this.evaluate((node, value) => {
      node.focus();
      node.value = value;
      node.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    }, text);
  }

  async selectOption(value) {
    await this.evaluate((node, wanted) => {
      node.value = wanted;
      node.dispatchEvent(new Event("change", { bubbles: true }));
    }, value);
  }

  async press(key) {
    await this.focus();
    await this.#page.keyboard.press(key);
  }

  async hover() {
    const { x, y } = await this.#place();
    await this.#page.mouse.move(x, y);
  }

  async click() {
    const { x, y } = await this.#place();
    await this.#page.mouse.click(x, y);
  }

  async check() {
    if (!await this.isChecked()) await this.click();
  }

  async uncheck() {
    if (await this.isChecked()) await this.click();
  }

  async scrollIntoViewIfNeeded() {
    await this.#place();
  }

  async waitFor() {
    await this.#seen();
  }

  /** The middle of its first box, in view and at rest. */
  async #place() {
    await this.#seen();
    return this.evaluate(async (node) => {
      node.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
      await new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); });
      const [box] = node.getClientRects();
      return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    });
  }

  async #there() {
    await until(async () => await this.count() > 0, TIMEOUT, JSON.stringify(this.#steps));
  }

  async #seen() {
    await until(() => this.isVisible(), TIMEOUT, `${JSON.stringify(this.#steps)} to be seen`);
  }
}

function textOf({ hasText } = {}) {
  if (hasText === undefined) return {};
  return hasText instanceof RegExp ? { pattern: [hasText.source, hasText.flags] } : { text: hasText };
}

/** Says what a test asks for and this page has not. */
function bound(target, name, what) {
  const value = target[name];
  if (value === undefined && typeof name === "string" && name !== "then") throw new Error(`${what}.${name} is there in Chromium only: make it a chromiumTest`);
  return typeof value === "function" ? value.bind(target) : value;
}

/** A document that gives way to the next one answers nothing; the next one will. */
function unlessGone(error) {
  if (!error.message.includes("unload event")) throw error;
  return false;
}

async function until(check, timeout, what) {
  const end = Date.now() + timeout;
  for (;;) {
    if (await check()) return;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
