// Words that are selected in a report: their places in code points, and their letters.

const TEXTS = "article.reading, [data-text]";

/** How far into its text a point lies, in code points. @param {Node} node @param {number} offset */
function place(node, offset) {
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("[data-at]");
  if (!piece) return null;
  const range = document.createRange();
  range.setStart(piece, 0);
  range.setEnd(node, offset);
  return Number(piece.dataset.at) + [...range.toString()].length;
}

/** What is selected within the report, without white space at its ends; null where nothing is. */
export function selected() {
  const chosen = getSelection();
  if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return null;
  const range = chosen.getRangeAt(0);
  const text = range.commonAncestorContainer.parentElement?.closest(TEXTS) ?? (range.commonAncestorContainer.closest?.(TEXTS));
  if (!text) return null;
  let start = place(range.startContainer, range.startOffset), end = place(range.endContainer, range.endOffset);
  if (start === null || end === null) return null;
  const words = range.toString();
  start += [...words].length - [...words.trimStart()].length;
  end -= [...words].length - [...words.trimEnd()].length;
  return start < end ? { words: words.trim(), at: `${start}-${end}` } : null;
}

/** Put the selected words into a field, and their places into the hidden one beside it. @param {string} name */
export function take(name, found) {
  const field = document.querySelector(`[data-words="${name}"]`), at = document.querySelector(`[data-at-of="${name}"]`);
  if (!field || !at || !found) return false;
  field.value = found.words;
  at.value = found.at;
  return true;
}
