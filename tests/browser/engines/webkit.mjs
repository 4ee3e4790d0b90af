/** WebKitGTK, the engine of Safari, by WebDriver: its driver, its small browser, and a screen that nobody sees. */

import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { Page } from "./page.mjs";

const MINI_BROWSER = process.env.WEBKIT ?? "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";
/** The keys that WebDriver names by private characters. */
const KEYS = {
  Enter: "\ue007", Tab: "\ue004", Escape: "\ue00c", Backspace: "\ue003", Delete: "\ue017", Control: "\ue009", Shift: "\ue008", Alt: "\ue00a",
  Home: "\ue011", End: "\ue010", ArrowLeft: "\ue012", ArrowUp: "\ue013", ArrowRight: "\ue014", ArrowDown: "\ue015",
  PageUp: "\ue00e", PageDown: "\ue00f", Space: " ",
};

/** Starts the screen and the driver. */
export async function launch() {
  const screen = process.env.DISPLAY ? null : await startScreen();
  const port = await freePort();
  const env = { ...process.env, DISPLAY: process.env.DISPLAY ?? screen.display, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1", LIBGL_ALWAYS_SOFTWARE: "1" };
  const driver = spawn(process.env.WEBKIT_DRIVER ?? "WebKitWebDriver", [`--port=${port}`], { env, stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  await untilAnswers(`${url}/status`);
  return {
    open: (options) => open(url, options),
    async close() {
      driver.kill();
      screen?.process.kill();
    },
  };
}

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

async function open(url, { viewport }) {
  const options = { binary: MINI_BROWSER, args: ["--automation"] };
  const { sessionId } = await ask(`${url}/session`, { capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } } });
  const session = `${url}/session/${sessionId}`;
  const call = (path, body) => ask(`${session}/${path}`, body);
  const act = (type, actions, more = {}) => call("actions", { actions: [{ type, id: type, ...more, actions }] });
  const moveTo = (x, y) => ({ type: "pointerMove", duration: 0, x: Math.round(x), y: Math.round(y) });
  await call("timeouts", { script: 60_000, pageLoad: 60_000 });
  const kept = [];
  const lines = async () => [...kept, ...await evaluate("window.deskLines ?? []")];
  const keep = async () => kept.push(...await evaluate("window.deskLines ?? []").catch(() => []));
  const evaluate = async (source) => {
    const answer = await call("execute/async", {
      script: `const done = arguments[0]; Promise.resolve().then(() => (${source})).then((value) => done({ value }), (error) => done({ error: String(error && error.stack || error) }));`,
      args: [],
    });
    if (answer.error) throw new Error(answer.error);
    return answer.value;
  };
  /** This driver answers before the page's modules have run. */
  const loaded = async () => {
    while (!await evaluate("location.href !== 'about:blank' && document.readyState === 'complete'")) await new Promise((resolve) => setTimeout(resolve, 30));
  };
  const resize = async ({ width, height }) => {
    await call("window/rect", { width, height, x: 0, y: 0 });
    const [w, h] = await evaluate("[outerWidth - innerWidth, outerHeight - innerHeight]");
    if (w || h) await call("window/rect", { width: width + w, height: height + h, x: 0, y: 0 });
  };
  const page = new Page({
    goto: async (address) => {
      await keep();
      await call("url", { url: address });
      await loaded();
      await resize(viewport);
    },
    reload: async () => {
      await keep();
      await call("refresh", {});
      await loaded();
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
    close: () => ask(session, null, "DELETE"),
  };
}

async function ask(url, body, method = body === undefined ? "GET" : "POST") {
  const response = await fetch(url, { method, body: body ? JSON.stringify(body) : undefined, signal: AbortSignal.timeout(60_000) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`WebDriver ${value.error}: ${value.message}`);
  return value;
}

function startScreen() {
  const xvfb = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1600x1400x24", "-nolisten", "tcp"], { stdio: ["ignore", "pipe", "ignore"] });
  return new Promise((resolve, reject) => {
    xvfb.once("error", reject);
    xvfb.stdout.once("data", (data) => resolve({ process: xvfb, display: `:${String(data).trim()}` }));
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
