/** One small way to make elements, so that no view is tempted by HTML strings. */

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
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key in node && !key.includes("-") && key !== "role") node[key] = value;
    else node.setAttribute(key, String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/**
 * Runs `step` over `items` without holding a frame for longer than `budget` milliseconds.
 * @template T
 * @param {T[]} items
 * @param {(item: T, index: number) => void} step
 * @param {{ budget?: number, signal?: AbortSignal }} [options]
 * @returns {Promise<boolean>} false when it was aborted
 */
export async function inSlices(items, step, { budget = 8, signal } = {}) {
  let until = performance.now() + budget;
  for (let index = 0; index < items.length; index += 1) {
    if (signal?.aborted) return false;
    step(items[index], index);
    if (performance.now() < until) continue;
    await nextFrame();
    until = performance.now() + budget;
  }
  return !signal?.aborted;
}

/** @returns {Promise<void>} resolves in the next frame, or soon when the page is hidden and has no frames */
export function nextFrame() {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, 100);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
