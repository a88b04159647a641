"""The words of the text editor's own buttons, menus and messages, in the desk's language.

CKEditor's Vietnamese has gaps and slips ("thnah công cụ"), and its names are a programmer's ("Heading 2"). What a
newspaper's desk can still see of it is named here, by CKEditor's own names; static/desk/editor.js puts it in.
"""

from django.utils.translation import gettext as _


def editor_words() -> dict[str, dict[str, str]]:
    """{part of CKEditor: {its name of a text: the text}}; `cell.menu` is the text `menu` within `cell`."""
    return {
        "basicstyles": {"bold": _("Bold"), "italic": _("Italic"), "underline": _("Underline")},
        "blockquote": {"toolbar": _("Quotation")},
        "clipboard": {
            "copy": _("Copy"),
            "cut": _("Cut"),
            "paste": _("Paste"),
            "pasteNotification": _("Press %1 to paste: browsers let no button do it."),
            "fileFormatNotSupportedNotification": _("Files of this kind (${formats}) cannot stand in a text."),
            "fileWithoutFormatNotSupportedNotification": _("This file cannot stand in a text."),
        },
        "common": {
            "alignCenter": _("Centre"),
            "alignLeft": _("Left"),
            "alignRight": _("Right"),
            "cancel": _("Cancel"),
            "close": _("Close"),
            "image": _("Picture"),
            "keyboardShortcut": _("Key"),
            "ok": _("OK"),
        },
        "contextmenu": {"options": _("Menu at the cursor")},
        "filetools": {
            "httpError": _("The picture could not be uploaded (error %1)."),
            "httpError403": _("You may not upload pictures."),
            "httpError404": _("The picture could not be uploaded. Please try again later."),
            "loadError": _("The file could not be read."),
            "networkError": _("The picture could not be uploaded: there is no connection."),
            "noUrlError": _("The picture could not be uploaded. Please try again later."),
            "responseError": _("The picture could not be uploaded. Please try again later."),
        },
        "format": {
            "label": _("Style"),
            "panelTitle": _("Style of the paragraph"),
            "tag_h2": _("Subhead"),
            "tag_h3": _("Small subhead"),
            "tag_p": _("Paragraph"),
        },
        "horizontalrule": {"toolbar": _("Dividing line")},
        "image2": {
            "captionPlaceholder": _("Caption"),
            "menu": _("Change the picture…"),
            "pathName": _("picture"),
            "pathNameCaption": _("caption"),
        },
        "link": {"menu": _("Change the link…"), "toolbar": _("Link"), "unlink": _("Remove the link")},
        "list": {"bulletedlist": _("Bulleted list"), "numberedlist": _("Numbered list")},
        "magicline": {"title": _("Insert a paragraph here")},
        "notification": {"closed": _("Message closed.")},
        "pastefromword": {
            "confirmCleanup": _("This text comes from Word. Clean it before pasting?"),
            "error": _("The text could not be cleaned. Paste it as plain text."),
            "title": _("Paste from Word"),
            "toolbar": _("Paste from Word"),
        },
        "pastetext": {
            "button": _("Paste as plain text"),
            "pasteNotification": _("Press %1 to paste as plain text: browsers let no button do it."),
            "title": _("Paste as plain text"),
        },
        "removeformat": {"toolbar": _("Remove bold, italic and the like")},
        "table": {
            "cell.deleteCell": _("Delete cells"),
            "cell.insertAfter": _("Insert a cell after"),
            "cell.insertBefore": _("Insert a cell before"),
            "cell.menu": _("Cell"),
            "cell.merge": _("Merge cells"),
            "cell.mergeDown": _("Merge with the cell below"),
            "cell.mergeRight": _("Merge with the cell to the right"),
            "cell.splitHorizontal": _("Split into two rows"),
            "cell.splitVertical": _("Split into two columns"),
            "column.deleteColumn": _("Delete columns"),
            "column.insertAfter": _("Insert a column after"),
            "column.insertBefore": _("Insert a column before"),
            "column.menu": _("Column"),
            "deleteTable": _("Delete the table"),
            "menu": _("Change the table…"),
            "row.deleteRow": _("Delete rows"),
            "row.insertAfter": _("Insert a row below"),
            "row.insertBefore": _("Insert a row above"),
            "row.menu": _("Row"),
            "toolbar": _("Table"),
        },
        "toolbar": {"toolbars": _("Tools of the text")},
        "undo": {"redo": _("Redo"), "undo": _("Undo")},
        "uploadwidget": {
            "abort": _("The upload was called off."),
            "doneMany": _("%1 pictures uploaded."),
            "doneOne": _("Picture uploaded."),
            "uploadMany": _("Uploading pictures: {current} of {max} ({percentage}%)…"),
            "uploadOne": _("Uploading the picture ({percentage}%)…"),
        },
        "widget": {"label": _("%1, a block of the text"), "move": _("Drag to move")},
    }
