// The queue: a decision brings the next statement in place; without this, every form is a full page.
import { selected, take } from "./selecting.js";

const place = () => document.getElementById("item");
const said = document.getElementById("said-aloud");
let busy = false;

/** A page as a document without scripts; null where this browser cannot do it safely: then the form is sent as ever. */
function parsed(html) {
  if (typeof Document.parseHTML !== "function" || typeof Sanitizer !== "function") return null;
  const sanitizer = new Sanitizer({});
  sanitizer.setDataAttributes(true);
  return Document.parseHTML(html, { sanitizer });
}

/** Show what an address or a form answered. @param {Response} answer */
async function show(answer) {
  const page = answer.ok && parsed(await answer.text());
  const next = page && page.getElementById("item");
  if (!next) { location.assign(answer.url); return; }
  place().replaceWith(document.adoptNode(next));
  history.replaceState(null, "", answer.url);
  const word = page.querySelector('main [role="status"].notice')?.textContent.trim() ?? "";
  heard();
  said.textContent = `${word} ${document.getElementById("act").textContent}`;
  document.getElementById("act").focus({ preventScroll: true });
  scrollTo(0, 0);
  document.body.dataset.shown = String(Number(document.body.dataset.shown ?? 0) + 1);
}

async function sent(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
  if (answer && answer.ok && answer.redirected) return show(answer);
  if (answer && told(parsed(await answer.text()))) return;
  form.dataset.plain = "yes"; // what went wrong is told on its own page
  form.requestSubmit(button);
}

/** Put above the statement why a form was refused; all that was typed and ticked stays. @param {Document | null} page */
function told(page) {
  const wrong = page && page.getElementById("wrong");
  if (!wrong) return false;
  heard();
  place().before(document.adoptNode(wrong));
  document.getElementById("wrong").focus();
  return true;
}

/** What was said of the step before is over. */
function heard() {
  document.querySelectorAll('main > [role="status"].notice, #wrong').forEach((notice) => notice.remove());
}

addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.dataset.plain || !place()?.contains(form) || typeof Document.parseHTML !== "function") return;
  event.preventDefault();
  if (busy) return;
  busy = true;
  sent(form, event.submitter).finally(() => { busy = false; });
});

// Accept by key: each press confirms one of the three, the last accepts. A click asks for the boxes as the form does.
addEventListener("click", (event) => {
  const button = event.target.closest?.('[data-key-verb="accept"]');
  if (!button || event.isTrusted) return;
  const boxes = [...document.querySelectorAll("#decide input[name=seen]:not(:checked)")];
  if (!boxes.length) return;
  event.preventDefault();
  boxes[0].checked = true;
  (boxes[1] ?? button).focus();
  said.textContent = boxes[0].labels[0].textContent;
}, true);

addEventListener("click", (event) => {
  const link = event.target.closest?.('#item nav a[data-key-verb]:not([data-key-verb="translation"])');
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  if (typeof Document.parseHTML !== "function") return;
  event.preventDefault();
  fetch(link.href).then(show, () => location.assign(link.href));
});

// What a key opened takes the focus: its first field or button
addEventListener("toggle", (event) => {
  if (event.target.open && event.target.closest("#item")) event.target.querySelector("button, select, input:not([type=hidden]), textarea")?.focus();
}, true);

document.addEventListener("selectionchange", () => {
  const found = selected();
  if (!found) return;
  const open = document.querySelector("#reselect[open]");
  if (open) take("words", found);
});
