// A report beside its translation: what says the same on both sides lights together; selected words go to the form.
import { selected, take } from "./selecting.js";

/** Light whatever on either side has one of these numbers. @param {string[]} numbers */
function light(numbers) {
  for (const lit of document.querySelectorAll(".lit-now")) lit.classList.remove("lit-now");
  for (const words of document.querySelectorAll("[data-of]")) {
    if (words.dataset.of.split(" ").some((number) => numbers.includes(number))) words.classList.add("lit-now");
  }
}

function lit(event) {
  const words = event.target.closest?.("[data-of]");
  if (words?.dataset.of) light(words.dataset.of.split(" "));
}

addEventListener("focusin", lit);
addEventListener("mouseover", lit);
document.addEventListener("selectionchange", () => {
  const found = selected();
  if (found) take("words", found);
});
if (matchMedia("(min-width: 80rem)").matches) document.getElementById("here")?.scrollIntoView({ block: "center" });
