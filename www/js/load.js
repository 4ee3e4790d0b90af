/** Starts the core, in a Worker or in the page. */

/**
 * @param {string | BufferSource} source the address of the wasm, or its bytes
 * @returns {Promise<typeof import("../pkg/whosaid.js")>} once it can read
 */
export async function load(source) {
  // Who is told that one part is missing ends the Worker, and Firefox complains of a module that is still on its way there.
  const [core, wasm] = await Promise.allSettled([import("../pkg/whosaid.js"), typeof source === "string" ? compile(source) : source]);
  for (const part of [core, wasm]) if (part.status === "rejected") throw part.reason;
  await core.value.default({ module_or_path: wasm.value });
  return core.value;
}

/** Compiles while the bytes arrive, or after them where the host serves them under another type than the standard asks for. */
async function compile(url) {
  const response = await fetch(url);
  const type = response.headers.get("content-type") ?? "";
  if (!response.ok || /^text\/html\b/iu.test(type)) {
    await response.body?.cancel();
    throw new TypeError(`${url} gives no wasm but ${response.status} ${type}`);
  }
  if (type.trim().toLowerCase() === "application/wasm") return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}
