// Videos of the hosts that readers may be shown: a box in the editor, <oembed>address</oembed> in the text.

import { ask, insertBlock, instead, refuse } from "./ask.js";
import { button, data, say } from "./data.js";
import { check } from "./links.js";

const dialog = document.getElementById("desk-video");
const address = dialog?.querySelector("[name=address]");
const titles = new Map(); // of addresses that the server has told of

function know() {
  const { dtd } = window.CKEDITOR;
  if (dtd.oembed) return;
  dtd.oembed = { "#": 1 };
  for (const tag of Object.values(dtd)) if (tag.div) tag.oembed = 1;
}

function hostOf(link) {
  try {
    return new URL(link).hostname.replace(/^www\./, "");
  } catch {
    return "";
  }
}

// The server's own rule says whether readers see a player.
async function titleOf(link) {
  if (!titles.has(link)) {
    const told = await check(link, "video");
    if (told.unchecked) return say("video");
    titles.set(link, told.video?.title ?? say("notPlayed"));
  }
  return titles.get(link);
}

function draw(widget) {
  const link = widget.data.address;
  const [title, host, full] = ["strong", "span", "span"].map((tag) => new window.CKEDITOR.dom.element(tag, widget.editor.document));
  host.setText(hostOf(link));
  full.setText(link);
  full.addClass("desk-video__address");
  title.setText(titles.get(link) ?? say("video"));
  widget.element.setHtml("");
  for (const part of [title, host, full]) widget.element.append(part);
  titleOf(link).then((told) => {
    if (widget.data.address === link && title.$.isConnected && title.getText() !== told) title.setText(told);
  });
}

function open(editor) {
  const widget = editor.widgets.focused?.name === "video" ? editor.widgets.focused : null;
  address.value = widget?.data.address ?? "";
  ask(editor, dialog, async (_button, back) => {
    if (!address.value.trim()) return refuse(dialog, say("noAddress"), address);
    const told = await check(address.value, "video");
    if (told.unchecked) return refuse(dialog, say("videoUnchecked"), address);
    if (!told.video) return refuse(dialog, told.problem, address);
    titles.set(told.video.address, told.video.title);
    dialog.close();
    back();
    editor.fire("saveSnapshot");
    if (widget) widget.setData("address", told.video.address);
    else insertBlock(editor, `<oembed>${window.CKEDITOR.tools.htmlEncode(told.video.address)}</oembed>`);
    editor.fire("saveSnapshot");
    return false;
  });
}

export function videos(editor) {
  know();
  const { htmlParser, tools } = window.CKEDITOR;
  editor.widgets.add("video", {
    allowedContent: "oembed",
    requiredContent: "oembed",
    dialog: "desk-video",
    insert: () => open(editor),
    upcast(element, found) {
      if (element.name !== "oembed") return false;
      found.address = tools.htmlDecode(element.children.map((child) => child.value ?? "").join("")).trim();
      const box = new htmlParser.element("div", { class: "desk-video" });
      element.replaceWith(box);
      return box;
    },
    downcast() {
      const stored = new htmlParser.element("oembed");
      stored.add(new htmlParser.text(tools.htmlEncode(this.data.address)));
      return stored;
    },
    data() {
      if (this.data.address) draw(this);
    },
    getLabel() {
      return `${titles.get(this.data.address) ?? say("video")} ${this.data.address}`;
    },
  });
  instead(editor, "desk-video", () => open(editor));
  button(editor, "Video", "video");
}
