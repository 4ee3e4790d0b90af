/** Keeps the page at hand without a network, and says when a new version is ready. It never loads one by itself. */

import { el } from "./dom.js";
import { t } from "./strings.js";
import { scriptUrl } from "./trust.js";

/** @param {HTMLElement} place where the news of a new version is put first */
export async function keepAtHand(place) {
  if (!navigator.serviceWorker || !isSecureContext) return;
  const kept = navigator.serviceWorker.controller !== null;
  try {
    const registration = await navigator.serviceWorker.register(scriptUrl(new URL("sw.js", document.baseURI).href));
    if (registration.waiting && kept) tell(place, registration);
    registration.addEventListener("updatefound", () => {
      const { installing } = registration;
      installing.addEventListener("statechange", () => {
        if (installing.state === "installed" && navigator.serviceWorker.controller) tell(place, registration);
      });
    });
    // Another tab may have let the new version in; this page still is the old one.
    navigator.serviceWorker.addEventListener("controllerchange", () => kept && tell(place, registration));
  } catch {
    // A page without a service worker is a page that needs a network the next time.
  }
}

function tell(place, registration) {
  if (place.querySelector(".new-version")) return;
  const notice = el("div", { className: "notice new-version", role: "status" },
    el("p", {}, t.newVersion),
    el("button", { type: "button", onclick: () => letIn(registration) }, t.reload));
  place.prepend(notice);
}

/** The reader asked for it: the waiting version takes over, then the page starts afresh. */
function letIn({ waiting }) {
  if (!waiting) return location.reload();
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.postMessage("take over");
}
