/** A result of SQL as files. */

/** RFC 4180; a cell that a spreadsheet would take for a formula gets an apostrophe, because content is hostile. */
export function toCsv({columns, rows}) {
  return [columns.map(({name}) => name), ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

function cell(value) {
  if (value === null || value === undefined) {
    return '';
  }
  const raw = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(raw) && !/^-?[0-9.]+(e-?[0-9]+)?$/i.test(raw) ? `'${raw}` : raw;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function download(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], {type}));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
