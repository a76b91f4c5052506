// The form: one control for each kind of question, and the conditions judged as the server judges them.
import { el, wilayah } from './klien.js';

const JENIS_INPUT = { email: 'email', telepon: 'tel' };
const TINGKAT = ['provinsi', 'kabupaten', 'kecamatan', 'desa'];
let nomor = 0;

/** A question with its control. `medan.nilai()` is its answer: null when there is none. */
export function kolomForm(kolom) {
  const id = `k${nomor += 1}`;
  const buat = KENDALI[kolom.kendali];
  const { isi, nilai, grup } = buat(kolom, id);
  const judul = `${kolom.label}${kolom.satuan ? ` (${kolom.satuan})` : ''}${kolom.wajib ? '' : ' (boleh dikosongkan)'}`;
  const medan = el(grup ? 'fieldset' : 'div', { class: 'medan', 'data-nama': kolom.nama },
    kolom.kendali === 'centang' ? null : el(grup ? 'legend' : 'label', grup ? {} : { for: id }, judul),
    kolom.bantuan ? el('p', { class: 'redup' }, kolom.bantuan) : null, ...isi);
  return Object.assign(medan, { kolom, nilai });
}

const KENDALI = {
  teks: (k, id) => kotak(k, id, 'input', { type: JENIS_INPUT[k.tipe] || 'text', inputmode: k.papan_ketik }),
  area: (k, id) => kotak(k, id, 'textarea', { rows: 4 }),
  angka(k, id) {
    const satu = el('input', { id, inputmode: 'numeric', autocomplete: 'off' });
    return { isi: [satu], nilai: () => { const angka = satu.value.replace(/[^0-9-]/g, ''); return angka === '' ? null : Number(angka); } };
  },
  tanggal: (k, id) => kotak(k, id, 'input', { type: 'date', max: k.lampau ? new Date().toISOString().slice(0, 10) : null }),
  daftar: (k, id) => kotak(k, id, 'select', {}, el('option', { value: '' }, 'Pilih…'), ...k.opsi.map((o) => el('option', {}, o))),
  radio: (k, id) => bilah(k, id, 'radio', (dipilih) => dipilih[0] ?? null),
  ganda: (k, id) => bilah(k, id, 'checkbox', (dipilih) => dipilih),
  centang(k, id) {
    const satu = el('input', { id, type: 'checkbox' });
    return { isi: [el('label', { class: 'pilih' }, satu, k.label)], nilai: () => satu.checked };
  },
  wilayah: pilihWilayah,
  tabel,
};

function kotak(k, id, nama, sifat, ...anak) {
  const satu = el(nama, { id, ...sifat }, ...anak);
  return { isi: [satu], nilai: () => satu.value.trim() || null };
}

function bilah(k, id, type, ambil) {
  const semua = k.opsi.map((value) => el('input', { type, name: id, value }));
  return { grup: true, isi: semua.map((x) => el('label', { class: 'pilih' }, x, x.value)), nilai: () => ambil(semua.filter((x) => x.checked).map((x) => x.value)) };
}

/** Select after select, from the first open level down to the last one that is asked for. */
function pilihWilayah(k) {
  const tingkat = TINGKAT.slice(k.lingkup === 'kabupaten' ? 2 : 0, TINGKAT.indexOf(k.sampai) + 1);
  const pilih = tingkat.map((t) => el('select', { 'aria-label': `${k.label}: ${t}`, disabled: true }, el('option', { value: '' }, `Pilih ${t}`)));
  const isi = async (i, tanya) => {
    for (const lama of pilih.slice(i)) { lama.replaceChildren(lama.options[0]); lama.disabled = true; }
    const daftar = pilih[i] && tanya ? await wilayah(tanya) : [];
    if (!daftar.length) return;
    pilih[i].append(...daftar.map((w) => el('option', { value: w.kode }, w.nama)));
    pilih[i].disabled = false;
  };
  pilih.forEach((satu, i) => satu.addEventListener('change', () => isi(i + 1, satu.value && { induk: satu.value })));
  isi(0, { tingkat: tingkat[0] });
  return { grup: true, isi: pilih, nilai: () => pilih.map((x) => x.value).filter(Boolean).pop() ?? null };
}

function tabel(k) {
  const baris = el('div', {});
  const tambah = el('button', { type: 'button', class: 'kedua', onclick: () => satu() }, 'Tambah baris');
  function satu() {
    const medan = k.kolom.map((sub) => kolomForm(sub));
    const kotak = el('fieldset', {}, el('legend', {}, 'Baris'), ...medan);
    kotak.append(el('button', { type: 'button', class: 'kedua', onclick: () => { kotak.remove(); tambah.hidden = false; } }, 'Hapus baris'));
    baris.append(Object.assign(kotak, { medan }));
    tambah.hidden = baris.children.length >= k.maks_baris;
  }
  for (let n = 0; n < k.min_baris; n += 1) satu();
  const nilai = () => [...baris.children].map((b) => Object.fromEntries(b.medan.map((m) => [m.kolom.nama, m.nilai()])));
  return { grup: true, isi: [baris, tambah], nilai };
}

// ---- conditions, as core/layanan/syarat.py: a hidden or empty question has no value, every comparison with it is false

const kosong = (x) => x == null || x === '' || (Array.isArray(x) && !x.length);
const COCOK = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => typeof a === 'number' && a < b,
  '>': (a, b) => typeof a === 'number' && a > b,
  dalam: (a, b) => b.includes(a),
  tidak_dalam: (a, b) => !b.includes(a),
};

function usia(iso) {
  if (!iso) return null;
  const [t, b, h] = iso.split('-').map(Number), kini = new Date();
  return kini.getFullYear() - t - (kini.getMonth() + 1 < b || (kini.getMonth() + 1 === b && kini.getDate() < h) ? 1 : 0);
}

/** The values behind a reference; undefined when only the server knows (account, uploads). */
function acuan(nama, isian, semua) {
  if (nama in semua) return [].concat(isian[nama] ?? []);
  const [kiri, kanan] = nama.split('.');
  for (const lahir of [kiri, `${kiri}_tanggal_lahir`]) if (kanan === 'usia' && semua[lahir]?.tipe === 'tanggal') return [usia(isian[lahir])];
  if (semua[kiri]?.tipe !== 'tabel') return undefined;
  const baris = isian[kiri] ?? [];
  if (!kanan.startsWith('usia') || semua[kiri].kolom.some((k) => k.nama === kanan)) return baris.flatMap((b) => b[kanan]);
  const umur = baris.map((b) => usia(b.tanggal_lahir)).filter((x) => x != null);
  return kanan === 'usia' || !umur.length ? umur : [kanan === 'usia_termuda' ? Math.min(...umur) : Math.max(...umur)];
}

/** true, false, or undefined when only the server can tell. */
export function berlaku(jika, isian, semua) {
  if (!jika) return true;
  const hasil = Object.entries(jika).map(([nama, isi]) => {
    if (nama === 'semua' || nama === 'salah_satu') return gabung(isi.map((x) => berlaku(x, isian, semua)), nama === 'semua');
    const nilai = acuan(nama, isian, semua)?.filter((x) => !kosong(x));
    if (nilai === undefined) return undefined;
    const banding = isi !== null && typeof isi === 'object' ? Object.entries(isi) : [['=', isi]];
    return gabung(banding.map(([op, b]) => (op === 'kosong' ? (nilai.length === 0) === b : nilai.some((a) => COCOK[op](a, b)))), true);
  });
  return gabung(hasil, true);
}

function gabung(hasil, semua) {
  if (hasil.includes(!semua)) return !semua;
  return hasil.includes(undefined) ? undefined : semua;
}

/** Walk the questions in order: show and hide them, collect the answers, and name what is missing. */
export function jawaban(form) {
  const isian = {}, kurang = [];
  const langkah = [...form.querySelectorAll('[data-langkah]')];
  const medan = langkah.flatMap((l) => [...l.children].filter((x) => x.kolom).map((x) => [l, x]));
  const semua = Object.fromEntries(medan.map(([, x]) => [x.kolom.nama, x.kolom]));
  for (const [l, x] of medan) {
    const tampak = gabung([berlaku(JSON.parse(l.dataset.langkah), isian, semua), berlaku(x.kolom.jika, isian, semua)], true) !== false;
    x.hidden = !tampak;
    if (!tampak) continue;
    const nilai = x.nilai();
    isian[x.kolom.nama] = kosong(nilai) ? null : nilai;
    const sumpah = x.kolom.tipe === 'centang' && !nilai;
    if (x.kolom.wajib && (kosong(nilai) || sumpah)) kurang.push([x, x.kolom.kalimat_kosong]);
  }
  for (const l of langkah) l.hidden = ![...l.children].some((x) => x.kolom && !x.hidden);
  return { isian, kurang };
}
