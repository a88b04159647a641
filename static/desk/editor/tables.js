// Tables: how large, what the heading says, and which cells name the others. Rows and cells are in CKEditor's menu.

import { ask, instead, toBlockEdge } from "./ask.js";

const dialog = document.getElementById("desk-table");
const field = (name) => document.getElementById(`desk-table-${name}`);

function cells(row, tags) {
  return `<tr>${tags.map((tag) => `<${tag}></${tag}>`).join("")}</tr>`;
}

function make(columns, rows, head, side) {
  const names = (first, others) => Array.from({ length: columns }, (_each, place) => (place === 0 ? first : others));
  const body = Array.from({ length: rows - (head ? 1 : 0) }, (_each, place) => cells(place, names(side ? 'th scope="row"' : "td", "td")));
  const top = head ? `<thead>${cells(0, names('th scope="col"', 'th scope="col"'))}</thead>` : "";
  return `<table>${top}<tbody>${body.join("")}</tbody></table>`.replace(/<\/th scope="\w+">/g, "</th>");
}

/** The cell under another name, with all it holds. */
function rename(cell, tag, scope) {
  if (cell.tagName.toLowerCase() === tag) {
    if (scope) cell.setAttribute("scope", scope);
    else cell.removeAttribute("scope");
    return;
  }
  const other = cell.ownerDocument.createElement(tag);
  for (const name of ["colspan", "rowspan"]) if (cell.hasAttribute(name)) other.setAttribute(name, cell.getAttribute(name));
  if (scope) other.setAttribute("scope", scope);
  other.append(...cell.childNodes);
  cell.replaceWith(other);
}

function part(table, name) {
  return [...table.children].find((child) => child.tagName.toLowerCase() === name);
}

function setHead(table, head) {
  const document = table.ownerDocument;
  let top = part(table, "thead");
  if (head && !top) {
    const first = table.rows[0];
    top = document.createElement("thead");
    (part(table, "caption") ?? { after: (node) => table.prepend(node) }).after(top);
    if (first) top.append(first);
  } else if (!head && top) {
    const body = part(table, "tbody") ?? table.appendChild(document.createElement("tbody"));
    body.prepend(...top.rows);
    top.remove();
  }
}

function setCaption(table, words) {
  let caption = part(table, "caption");
  if (!words) return caption?.remove();
  if (!caption) table.prepend((caption = table.ownerDocument.createElement("caption")));
  if (caption.textContent !== words) caption.textContent = words;
}

function settle(table, words, head, side) {
  setCaption(table, words);
  setHead(table, head);
  const top = part(table, "thead");
  for (const row of [...table.rows]) {
    [...row.cells].forEach((cell, place) => {
      if (top?.contains(row)) rename(cell, "th", "col");
      else if (side && place === 0) rename(cell, "th", "row");
      else rename(cell, "td", "");
    });
  }
  for (const cell of table.querySelectorAll("td, th")) if (!cell.firstChild) cell.append(table.ownerDocument.createElement("br"));
}

function open(editor, table) {
  dialog.querySelector("[data-size]").hidden = Boolean(table);
  for (const [name, start] of [["columns", 3], ["rows", 4]]) Object.assign(field(name), { value: start, disabled: Boolean(table) });
  field("caption").value = table ? (part(table, "caption")?.textContent ?? "") : "";
  field("head").checked = table ? Boolean(part(table, "thead")) : true;
  field("side").checked = Boolean(table && part(table, "tbody")?.rows[0]?.cells[0]?.tagName === "TH");
  ask(editor, dialog, (_button, back) => {
    const [words, head, side] = [field("caption").value.trim(), field("head").checked, field("side").checked];
    dialog.close();
    back();
    editor.fire("saveSnapshot");
    let made = table;
    if (!made) {
      const whole = window.CKEDITOR.dom.element.createFromHtml(make(Number(field("columns").value), Number(field("rows").value), head, side), editor.document);
      toBlockEdge(editor);
      editor.insertElement(whole);
      made = whole.$;
    }
    settle(made, words, head, side);
    if (!table) {
      const range = editor.createRange();
      range.moveToPosition(new window.CKEDITOR.dom.element(made.rows[0].cells[0]), window.CKEDITOR.POSITION_AFTER_START);
      range.select();
    }
    editor.fire("saveSnapshot");
    return false;
  });
  field(table ? "caption" : "columns").select();
}

export function tables(editor) {
  instead(editor, "table", () => open(editor, null));
  instead(editor, "tableProperties", () => open(editor, editor.elementPath().contains("table", 1)?.$ ?? null));
  // Widths and colours of cells are the page's, not the story's.
  editor.removeMenuItem("tablecell_properties");
}
