/** Trusted Types: the one policy this program makes, `who-said`, and only when it starts a script. */

let policy = null;

/**
 * @param {string} url of a script of ours
 * @returns {string | TrustedScriptURL} a plain address where there are no Trusted Types or the page refuses the policy
 */
export function scriptUrl(url) {
  policy ??= makePolicy();
  return policy.createScriptURL(url);
}

function makePolicy() {
  const rules = { createScriptURL: (url) => url };
  try {
    return globalThis.trustedTypes?.createPolicy("who-said", rules) ?? rules;
  } catch {
    return rules;
  }
}
