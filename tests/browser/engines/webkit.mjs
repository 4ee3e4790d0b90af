/** WebKitGTK, the engine of Safari, by WebDriver: its driver, its small browser, and a screen that nobody sees. */

import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { Page } from "./page.mjs";

const MINI_BROWSER = process.env.WEBKIT ?? "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";
/** Longer than the longest wait of a test within the page. */
const LONGEST = 100_000;
/** So many milliseconds a page may take to load. */
const PATIENCE = 60_000;
/** The keys that WebDriver names by private characters. */
const KEYS = {
  Enter: "\ue007", Tab: "\ue004", Escape: "\ue00c", Backspace: "\ue003", Delete: "\ue017", Control: "\ue009", Shift: "\ue008", Alt: "\ue00a",
  Home: "\ue011", End: "\ue010", ArrowLeft: "\ue012", ArrowUp: "\ue013", ArrowRight: "\ue014", ArrowDown: "\ue015",
  PageUp: "\ue00e", PageDown: "\ue00f", Space: " ",
};

/** Starts the screen. Each page has a driver of its own, which goes with all that it started: one that hangs takes no other along. */
export async function launch() {
  const screen = process.env.DISPLAY ? null : await startScreen();
  const display = process.env.DISPLAY ?? screen.display;
  return {
    open: (options) => open(display, options),
    close: async () => screen?.stop(),
  };
}

/** @returns {Promise<{ url: string, stop: () => void }>} a driver, and what ends it and its browser */
async function startDriver(display) {
  const port = await freePort();
  const env = { ...process.env, DISPLAY: display, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1", LIBGL_ALWAYS_SOFTWARE: "1" };
  const driver = spawn(process.env.WEBKIT_DRIVER ?? "WebKitWebDriver", [`--port=${port}`], { env, stdio: "ignore", detached: true });
  const url = `http://127.0.0.1:${port}`;
  const stop = () => {
    if (running.delete(stop)) process.kill(-driver.pid, "SIGKILL");
  };
  running.add(stop);
  await untilAnswers(`${url}/status`);
  return { url, stop };
}

/** What was started goes with these tests, however they end. */
const running = new Set();
const stopAll = () => running.forEach((stop) => stop());
process.once("exit", stopAll);
for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => process.exit(1));

/** The console of this engine cannot be listened to from outside: a script of the test server keeps what it says. */
export const probe = `
  window.deskLines = [];
  for (const kind of ["log", "info", "warn", "error"]) {
    const say = console[kind];
    console[kind] = (...words) => { window.deskLines.push(kind + ": " + words.join(" ")); say.apply(console, words); };
  }
  addEventListener("error", (event) => window.deskLines.push("error: " + event.message));
  addEventListener("unhandledrejection", (event) => window.deskLines.push("error: " + (event.reason?.stack ?? event.reason)));
  document.addEventListener("securitypolicyviolation", (event) => window.deskLines.push("error: Content Security Policy " + event.effectiveDirective));
`;

async function open(display, { viewport }) {
  const { url, stop } = await startDriver(display);
  try {
    return await openIn(url, stop, viewport);
  } catch (error) {
    stop();
    throw error;
  }
}

async function openIn(url, stop, viewport) {
  const options = { binary: MINI_BROWSER, args: ["--automation"] };
  const { sessionId } = await ask(`${url}/session`, { capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } } });
  const session = `${url}/session/${sessionId}`;
  const call = (path, body) => ask(`${session}/${path}`, body);
  const act = (type, actions, more = {}) => call("actions", { actions: [{ type, id: type, ...more, actions }] });
  const moveTo = (x, y) => ({ type: "pointerMove", duration: 0, x: Math.round(x), y: Math.round(y) });
  await call("timeouts", { script: 90_000, pageLoad: 60_000 });
  const kept = [];
  const lines = async () => [...kept, ...await evaluate("window.deskLines ?? []")];
  const keep = async () => kept.push(...await evaluate("window.deskLines ?? []").catch(() => []));
  const evaluate = async (source) => {
    const answer = await call("execute/async", {
      script: `const done = arguments[0]; Promise.resolve().then(() => (${source})).then((value) => done(value === undefined ? {} : { value }), (error) => done({ error: String(error && error.stack || error) }));`,
      args: [],
    });
    if (answer.error) throw new Error(answer.error);
    return answer.value;
  };
  const settles = async () => {
    const until = Date.now() + PATIENCE;
    while (Date.now() < until) {
      if (await evaluate("location.href !== 'about:blank' && document.readyState === 'complete'")) return true;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    return false;
  };
  /** This driver answers before the page's modules have run, and on a busy machine before the page was even asked for: then it is told again. */
  const load = async (path, body) => {
    for (let turn = 0; turn < 2; turn += 1) {
      await call(path, body);
      if (await settles()) return;
    }
    throw new Error(`the page does not load: ${path} ${body.url ?? ""}`);
  };
  const resize = async ({ width, height }) => {
    await call("window/rect", { width, height, x: 0, y: 0 });
    const [w, h] = await evaluate("[outerWidth - innerWidth, outerHeight - innerHeight]");
    if (w || h) await call("window/rect", { width: width + w, height: height + h, x: 0, y: 0 });
  };
  const page = new Page({
    goto: async (address) => {
      await keep();
      await load("url", { url: address });
      await resize(viewport);
    },
    reload: async () => {
      await keep();
      await load("refresh", {});
    },
    evaluate,
    down: (key) => act("key", [{ type: "keyDown", value: KEYS[key] ?? key }]),
    up: (key) => act("key", [{ type: "keyUp", value: KEYS[key] ?? key }]),
    type: (text) => act("key", [...text].flatMap((char) => {
      const value = char === "\n" ? KEYS.Enter : char;
      return [{ type: "keyDown", value }, { type: "keyUp", value }];
    })),
    move: (x, y) => act("pointer", [moveTo(x, y)], { parameters: { pointerType: "mouse" } }),
    click: (x, y) => act("pointer", [moveTo(x, y), { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }], { parameters: { pointerType: "mouse" } }),
    resize,
    screenshot: async (path) => writeFile(path, Buffer.from(await call("screenshot"), "base64")),
  });
  return {
    page,
    context: { cookies: () => call("cookie"), setOffline: async () => {} },
    lines,
    requests: () => evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)"),
    close: () => ask(session, null, "DELETE").finally(stop),
  };
}

async function ask(url, body, method = body === undefined ? "GET" : "POST") {
  const what = `${method} ${url.replace(/^.*session\/[^/]*/u, "")}`;
  const asked = fetch(url, { method, body: body ? JSON.stringify(body) : undefined, signal: AbortSignal.timeout(LONGEST) });
  const response = await asked.catch((error) => { throw new Error(`WebDriver does not answer ${what}: ${error.message}`); });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`WebDriver ${what}: ${value.error}: ${value.message}`);
  return value;
}

function startScreen() {
  const xvfb = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1600x1400x24", "-nolisten", "tcp"], { stdio: ["ignore", "pipe", "ignore"] });
  return new Promise((resolve, reject) => {
    xvfb.once("error", reject);
    const stop = () => running.delete(stop) && xvfb.kill();
    running.add(stop);
    xvfb.stdout.once("data", (data) => resolve({ stop, display: `:${String(data).trim()}` }));
  });
}

function freePort() {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function untilAnswers(url) {
  const until = Date.now() + 20_000;
  for (;;) {
    try {
      return await fetch(url);
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
