// Reading: a statement and its words light each other; selected words are used for a part of a new statement.
import { selected, take } from "./selecting.js";

const use = document.getElementById("use");
let last = null;

/** Light the statements with these numbers, and their words. @param {string[]} numbers */
function light(numbers) {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  for (const number of numbers) {
    document.getElementById(`s-${number}`)?.classList.add("lit");
    for (const words of document.querySelectorAll("[data-of]")) {
      if (words.dataset.of.split(" ").includes(number)) words.classList.add("lit");
    }
  }
}

function lit(event) {
  const words = event.target.closest?.("[data-of]"), row = event.target.closest?.(".statements > li");
  if (words) light(words.dataset.of.split(" "));
  else if (row) light([row.dataset.number]);
}

addEventListener("focusin", lit);
addEventListener("mouseover", lit);
document.addEventListener("selectionchange", () => {
  const found = selected();
  if (found) { last = found; use.hidden = false; }
});
use.addEventListener("click", (event) => {
  const name = event.target.closest("[data-use]")?.dataset.use;
  if (!name || !last) return;
  document.getElementById("add").open = true;
  take(name, last);
  const chosen = document.getElementById(`field-${name}`);
  if (chosen) chosen.value = "";
});
