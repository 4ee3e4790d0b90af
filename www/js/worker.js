/** The Worker: told by its first message where the core is, it loads it and lets it serve; says when it is ready, or why it cannot be. */

const WARM_UPS = 7;

/** Holds a lock until this Worker ends, where locks are known and allowed: from a file they are not. */
function hold(name) {
  const forever = () => new Promise(() => { postMessage({ held: true }); });
  navigator.locks?.request(name, forever).catch(() => {});
}

addEventListener("message", async ({ data }) => {
  if (data.lock) hold(data.lock);
  try {
    const { load } = await import("./load.js");
    const { serve, warmUp } = await load(data.core);
    serve();
    postMessage({ ready: true });
    await warm(warmUp);
  } catch (error) {
    postMessage({ failed: { name: error.name, message: error.message } });
  }
}, { once: true });

/** While nobody waits: what is sent meanwhile comes between two turns. */
async function warm(turn) {
  for (let turns = 0; turns < WARM_UPS; turns += 1) {
    await new Promise((resolve) => setTimeout(resolve));
    turn();
  }
}
