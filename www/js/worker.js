/** Loads the core and lets it serve; says when it is ready, or why it cannot be. */

try {
  const { default: init, serve } = await import("../pkg/whosaid.js");
  await init();
  serve();
  postMessage({ ready: true });
} catch (error) {
  postMessage({ failed: { name: error.name, message: error.message } });
}
