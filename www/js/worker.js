/** The Worker: told by its first message where the core is, it loads it and lets it serve; says when it is ready, or why it cannot be. */

addEventListener("message", async ({ data }) => {
  try {
    const { load } = await import("./load.js");
    const { serve } = await load(data.core);
    serve();
    postMessage({ ready: true });
  } catch (error) {
    postMessage({ failed: { name: error.name, message: error.message } });
  }
}, { once: true });
