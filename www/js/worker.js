/** The Worker: told by its first message where the core is, it loads it and lets it serve; says when it is ready, or why it cannot be. */

/** Holds a lock until this Worker ends, where locks are known and allowed: from a file they are not. */
function hold(name) {
  const forever = () => new Promise(() => { postMessage({ held: true }); });
  navigator.locks?.request(name, forever).catch(() => {});
}

addEventListener("message", async ({ data }) => {
  if (data.lock) hold(data.lock);
  try {
    const { load } = await import("./load.js");
    const { serve } = await load(data.core);
    serve();
    postMessage({ ready: true });
  } catch (error) {
    postMessage({ failed: { name: error.name, message: error.message } });
  }
}, { once: true });
