
'use strict';
// Without this script the form works as it is. With it, files are sent one after
// the other, with progress, and the store's answer is shown on this page.
(() => {
  const id = name => document.getElementById(name);
  const page = id('page'), form = id('form'), input = id('file'), list = id('list'), status = id('status');
  const send = id('send'), stop = id('stop'), plain = id('plain'), type = id('type');
  const {url, min, max} = page.dataset; // not of the form: a field's name may hide the form's own properties
  const submit = () => HTMLFormElement.prototype.submit.call(form);
  let busy = false, current = null;

  if ('redirect' in page.dataset) {
    // The browser follows the store's redirect itself, which a script could not.
    document.addEventListener('submit', () => { status.textContent = 'Uploading. The page changes when the file is stored.'; });
    addEventListener('pageshow', () => { status.textContent = ''; });
    return;
  }
  if ('several' in page.dataset) {
    input.multiple = true;
    id('file-label').textContent = 'Files';
    document.title = id('title').textContent = 'Upload files';
  }

  if (type) {
    id('type-note').textContent += ' Left as it is, the type of each file is sent.';
  }

  const bytes = n => Number(n).toLocaleString('en') + (n == 1 ? ' byte' : ' bytes');

  // typeFor is the Content-Type of a file: what the person wrote, or else what the browser makes of the file.
  const typeFor = file => type.value === type.defaultValue && file.type ? file.type : type.value;

  // unfit is why the policy would not admit a file, or ''.
  const unfit = file => {
    if (max && file.size > Number(max)) return `it has ${bytes(file.size)}; the form admits at most ${bytes(max)}`;
    if (min && file.size < Number(min)) return `it has ${bytes(file.size)}; the form asks for at least ${bytes(min)}`;
    if (type && !typeFor(file).startsWith(type.defaultValue)) return `its type is ${typeFor(file)}; the form admits only types that start with ${type.defaultValue}`;
    return '';
  };

  const row = file => {
    const item = document.createElement('li'), name = document.createElement('span');
    const bar = document.createElement('progress'), text = document.createElement('span');
    name.textContent = file.name;
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute('aria-label', 'Progress of ' + file.name);
    text.textContent = 'Waiting';
    item.append(name, bar, text);
    list.append(item);
    return {bar, text, end(state, words) { bar.remove(); text.className = state; text.textContent = words; }};
  };

  // answer puts the store's answer into words.
  const answer = (xhr, data, file) => {
    const text = xhr.responseText.trim(); // none with 204
    const xml = text.startsWith('<') ? new DOMParser().parseFromString(text, 'application/xml') : null;
    const element = name => xml?.querySelector(name)?.textContent ?? '';
    if (xhr.status >= 200 && xhr.status < 300) {
      const name = file.name.replaceAll('"', '%22'); // as browsers send it
      return ['stored', 'Stored as ' + (element('Key') || data.get('key').replaceAll('${filename}', () => name))];
    }
    const reason = [element('Code'), element('Message')].filter(Boolean).join(': ');
    return ['refused', 'Refused: ' + (reason || 'status ' + xhr.status)];
  };

  const upload = (file, {bar, text}) => new Promise(resolve => {
    const data = new FormData(form), xhr = current = new XMLHttpRequest();
    if (type) data.set(type.name, typeFor(file));
    data.delete('file');
    data.append('file', file, file.name); // last: a store ignores what follows
    xhr.upload.onprogress = e => {
      bar.value = e.loaded / e.total;
      text.textContent = e.loaded < e.total ? Math.floor(100 * e.loaded / e.total) + ' %' : 'Waiting for the answer';
    };
    xhr.onload = () => resolve(answer(xhr, data, file));
    xhr.onabort = () => resolve(['unknown', 'Stopped']);
    xhr.onerror = () => resolve(['unknown', 'No answer that this page may read']);
    xhr.open('POST', url);
    xhr.send(data);
  });

  const setBusy = on => {
    busy = on;
    send.setAttribute('aria-disabled', on); // not disabled: it would lose the focus
    stop.hidden = !on;
  };

  // keep leaves only these files chosen.
  const keep = files => {
    const chosen = new DataTransfer();
    for (const file of files) chosen.items.add(file);
    input.files = chosen.files;
  };

  const run = async files => {
    setBusy(true);
    plain.hidden = true;
    list.replaceChildren();
    const rows = files.map(row), left = [], count = {stored: 0, refused: 0, unknown: 0};
    let last = '';
    for (const [i, file] of files.entries()) {
      if (count.unknown) {
        rows[i].end('unknown', 'Not sent');
        left.push(file);
        continue;
      }
      status.textContent = 'Uploading ' + file.name + (files.length > 1 ? `, ${i + 1} of ${files.length}` : '');
      const reason = unfit(file);
      const [state, words] = reason ? ['refused', 'Not sent: ' + reason] : await upload(file, rows[i]);
      rows[i].end(state, words);
      count[state]++;
      last = words;
      if (state === 'unknown') left.push(file);
    }
    setBusy(false);
    keep(left);
    if (files.length === 1) {
      status.textContent = last;
      list.replaceChildren();
    } else {
      status.textContent = `${count.stored} of ${files.length} files stored` + (count.refused ? `, ${count.refused} refused` : '');
    }
    status.className = files.length > 1 ? '' : Object.keys(count).find(state => count[state]);
    if (left.length) {
      status.textContent += '. You can try again, or send ' + (left.length > 1 ? left[0].name : 'it') + ' without progress.';
      plain.hidden = false;
    }
  };

  document.addEventListener('submit', event => {
    event.preventDefault();
    status.className = '';
    if (!busy) run([...input.files]);
  });
  stop.addEventListener('click', () => current?.abort());
  plain.addEventListener('click', () => {
    if (!input.files.length) return input.reportValidity();
    const [file] = input.files;
    keep([file]);
    if (type) type.value = typeFor(file);
    status.className = '';
    status.textContent = 'Sent. If this page stays, the store has taken the file; otherwise the page shows its answer.';
    submit();
  });
})();
