// The text in the editor as people read it: passages (a block's text, or a line of verse) and where their letters stand.

const BLOCKS = new Set(
  "P H2 H3 H4 BLOCKQUOTE UL OL LI FIGURE FIGCAPTION TABLE CAPTION THEAD TBODY TFOOT TR TH TD HR DIV BR".split(" "),
);
// What CKEditor keeps in the document for itself, and the box that stands for a video.
const NO_TEXT = "[data-cke-hidden-sel], [data-cke-temp], [data-cke-bookmark], .cke_widget_drag_handler_container, .desk-video";

/** [{ text, nodes: [{ node, start }] }] in the order of the text; without what `skip` (a selector) names. */
export function passages(root, skip = "") {
  const unread = skip ? `${NO_TEXT}, ${skip}` : NO_TEXT;
  const found = [];
  let open = null;
  const end = () => {
    if (open?.text) found.push(open);
    open = null;
  };
  const collect = (parent) => {
    for (let child = parent.firstChild; child; child = child.nextSibling) {
      if (child.nodeType === 3) {
        open ??= { text: "", nodes: [] };
        open.nodes.push({ node: child, start: open.text.length });
        open.text += child.data;
      } else if (child.nodeType === 1 && !child.matches(unread)) {
        const breaks = BLOCKS.has(child.tagName);
        if (breaks) end();
        collect(child);
        if (breaks) end();
      }
    }
  };
  collect(root);
  end();
  return found;
}

/** The range of the passage's letters from `start` to `end`, in the document's own terms. */
export function rangeOf(passage, start, end) {
  const range = passage.nodes[0].node.ownerDocument.createRange();
  const from = spot(passage, start, false);
  const to = spot(passage, end, true);
  range.setStart(from.node, from.offset);
  range.setEnd(to.node, to.offset);
  return range;
}

function spot(passage, place, ends) {
  let found = passage.nodes[0];
  for (const each of passage.nodes) {
    if (ends ? each.start < place : each.start <= place) found = each;
    else break;
  }
  return { node: found.node, offset: place - found.start };
}

/**
 * Writes `edits` ([{ passage, start, end, text }], none overlapping) into the document as one step to undo. New text takes
 * the formatting of the first letter it replaces.
 */
export function rewrite(editor, edits) {
  editor.fire("saveSnapshot");
  // From the end, so that the places before stay where they are.
  for (const { passage, start, end, text } of [...edits].sort(byPlace).reverse()) {
    let written = false;
    for (const { node, start: at } of passage.nodes) {
      const from = Math.max(start - at, 0);
      const to = Math.min(end - at, node.length);
      if (from >= to) continue;
      node.replaceData(from, to - from, written ? "" : text);
      written = true;
    }
  }
  for (const { passage } of edits) passage.nodes.forEach(({ node }) => dropIfEmpty(node));
  editor.fire("saveSnapshot");
}

const byPlace = (one, other) =>
  one.passage === other.passage
    ? one.start - other.start
    : one.passage.nodes[0].node.compareDocumentPosition(other.passage.nodes[0].node) & 4 ? -1 : 1;

// A bold that holds nothing any more.
function dropIfEmpty(node) {
  const parent = node.parentElement;
  if (node.data || !parent || !/^(B|STRONG|I|EM|U|S|SUB|SUP|Q|CITE|A)$/.test(parent.tagName)) return;
  if (!parent.textContent) parent.remove();
}

/** How many words (syllables between white space) a text has; lone punctuation is none. As articles.body counts them. */
export function wordCount(text) {
  let words = 0;
  for (const piece of text.split(/\s+/)) if (/[\p{L}\p{N}]/u.test(piece)) words++;
  return words;
}
