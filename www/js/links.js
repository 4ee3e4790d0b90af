/** The ways between text and cards: click, keyboard, and the light on everything one speaker said. */

/**
 * @param {{ article: HTMLElement, panel: HTMLElement }} places
 */
export function linkUp({ article, panel }) {
  const sheet = article.parentElement;
  article.addEventListener("click", (event) => {
    const segment = event.target.closest("a.number, .seg[data-quote]");
    // A drag that selects text is no click on the quotation.
    if (!segment || !getSelection()?.isCollapsed) return;
    const id = segment.dataset.quote?.split(" ")[0] ?? segment.id.replace("text-", "");
    if (go(`card-${id}`)) event.preventDefault();
  });
  panel.addEventListener("click", (event) => {
    const link = event.target.closest("a.number");
    if (link && go(link.hash.slice(1))) event.preventDefault();
    const name = event.target.closest("button.entity-name");
    if (name) press(name, article, panel);
  });
  sheet.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const card = document.activeElement?.closest(".card");
    if (card) go(`text-${card.dataset.quote}`);
    else if (document.activeElement?.matches("a.number")) article.focus();
  });
  for (const kind of ["pointerover", "focusin"]) sheet.addEventListener(kind, (event) => light(sheet, event.target));
}

/** Moves focus and view to an element; tells whether it is there. */
function go(id) {
  const target = document.getElementById(id);
  if (!target) return false;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  return true;
}

function press(button, article, panel) {
  const on = button.getAttribute("aria-pressed") !== "true";
  for (const other of panel.querySelectorAll("button.entity-name[aria-pressed=true]")) other.setAttribute("aria-pressed", "false");
  for (const lit of article.querySelectorAll(".seg.found")) lit.classList.remove("found");
  button.setAttribute("aria-pressed", String(on));
  if (!on) return;
  const mentions = article.querySelectorAll(`.seg[data-entity~="${CSS.escape(button.dataset.entity)}"]`);
  for (const mention of mentions) mention.classList.add("found");
  mentions[0]?.scrollIntoView({ block: "center" });
}

let litSpeaker = null;

function light(sheet, target) {
  const speaker = target.closest?.("[data-speaker]")?.dataset.speaker ?? null;
  if (speaker === litSpeaker) return;
  litSpeaker = speaker;
  for (const old of sheet.querySelectorAll(".lit")) old.classList.remove("lit");
  if (!speaker) return;
  for (const one of sheet.querySelectorAll(`[data-speaker="${CSS.escape(speaker)}"]`)) one.classList.add("lit");
}
