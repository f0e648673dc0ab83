// What is veiled is shown while the button is held, with the pointer or with Space or Enter; letting go veils it again.

const box = document.getElementById("veiled");
const button = box?.querySelector("[data-hold]");

function show(open) {
  for (const veil of box.querySelectorAll(".veil")) {
    veil.classList.toggle("open", open);
    veil.setAttribute("aria-hidden", String(!open));
  }
}

if (box && button) {
  box.hidden = false;
  button.addEventListener("pointerdown", () => show(true));
  for (const end of ["pointerup", "pointerleave", "pointercancel", "blur", "keyup"]) button.addEventListener(end, () => show(false));
  button.addEventListener("keydown", (event) => {
    if (event.key === " " || event.key === "Enter") { event.preventDefault(); show(true); }
  });
  addEventListener("blur", () => show(false));
}
