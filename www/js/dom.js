/** One small way to make elements, so that no view is tempted by HTML strings. */

import { inTheseWords } from "./strings.js";

/** So many milliseconds of drawing are one task. */
const SLICE = 8;

/**
 * Makes an element. `props` sets properties (`className`), `data-*`/`aria-*`/`role`-like attributes, and `on*` listeners.
 * @param {string} tag
 * @param {Record<string, unknown>} [props]
 * @param {...(Node|string|null|undefined|false)} children
 * @returns {HTMLElement}
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), inTheseWords(value));
    else if (key in node && !key.includes("-") && key !== "role") node[key] = value;
    else node.setAttribute(key, String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** @returns {Promise<void>} resolves in a task of its own, so that what waits comes first and no task grows long */
export function nextTask() {
  return globalThis.scheduler?.yield?.() ?? new Promise((resolve) => { setTimeout(resolve); });
}

/** @returns {Promise<void>} resolves in a task of its own after the next frame: what is done then is not in one task with style and layout */
export async function afterFrame() {
  await nextFrame();
  await nextTask();
}

/**
 * Does one thing after the other, a few milliseconds of them a frame, so that the page goes on answering.
 * @param {Iterable<() => void>} steps @param {() => boolean} goesOn asked after each frame @returns {Promise<boolean>} whether all was done
 */
export async function inSlices(steps, goesOn) {
  await afterFrame();
  let until = performance.now() + SLICE;
  if (!goesOn()) return false;
  for (const step of steps) {
    step();
    if (performance.now() < until) continue;
    await afterFrame();
    until = performance.now() + SLICE;
    if (!goesOn()) return false;
  }
  return true;
}

/** @returns {Promise<void>} resolves in the next frame, or soon when the page is hidden and has no frames */
function nextFrame() {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 100);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
