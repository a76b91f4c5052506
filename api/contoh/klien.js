// A whole client in one module: catalogue and form of any service, from the open interface alone.
// Which site to read: ?api=https://situs.go.id/api/v1/  No key, no cookie, no library.
import { jawaban, kolomForm } from './formulir.js';

const AWAL = new URL(new URLSearchParams(location.search).get('api') || '/api/v1/', location.href);
const isi = document.getElementById('isi');

/** An element with attributes and children; text stays text. */
export function el(nama, sifat = {}, ...anak) {
  const hasil = document.createElement(nama);
  for (const [kunci, nilai] of Object.entries(sifat)) {
    if (kunci.startsWith('on')) hasil.addEventListener(kunci.slice(2), nilai);
    else if (nilai === true) hasil.setAttribute(kunci, '');
    else if (nilai !== false && nilai != null) hasil.setAttribute(kunci, nilai);
  }
  hasil.append(...anak.filter((x) => x != null));
  return hasil;
}

/** One answer. The browser keeps it and asks with its ETag; an unchanged one costs a 304. */
export async function baca(alamat) {
  const jawab = await fetch(alamat, { credentials: 'omit' });
  const data = await jawab.json();
  if (!jawab.ok) throw new Error(`${data.title}. ${data.saran}`);
  return data;
}

/** Every row of a list, page by page. */
export async function semua(alamat) {
  const hasil = [];
  for (let lanjut = alamat; lanjut;) {
    const halaman = await baca(lanjut);
    hasil.push(...halaman.hasil);
    lanjut = halaman.lanjut;
  }
  return hasil;
}

export const wilayah = (tanya) => semua(new URL(`wilayah/?banyak=100&${new URLSearchParams(tanya)}`, AWAL));

async function katalog(q = '') {
  const daftar = await semua(new URL(`katalog/?${new URLSearchParams(q ? { q } : {})}`, AWAL));
  const cari = el('form', { class: 'cari', role: 'search', onsubmit: (e) => { e.preventDefault(); tampilkan(() => katalog(e.target.q.value.trim())); } },
    el('label', {}, 'Tulis keperluan Anda', el('input', { name: 'q', type: 'search', maxlength: 80, value: q })), el('button', {}, 'Cari'));
  return [cari, el('p', { role: 'status' }, `${daftar.length} layanan`),
    el('ul', { class: 'kartu' }, ...daftar.map((s) => el('li', {},
      el('h2', {}, el('a', { href: `#${s.kode}` }, s.nama)), el('p', { class: 'redup' }, s.ringkasan),
      el('p', { class: 'redup' }, s.buka ? `${s.waktu.teks} · ${s.biaya.teks} · ${s.diurus_di.join(', lalu ')}` : 'Sementara ditutup'))))];
}

async function layanan(kode) {
  const s = await baca(new URL(`layanan/${encodeURIComponent(kode)}/`, AWAL));
  const hasil = el('section', { class: 'hasil', hidden: true, tabindex: -1, 'aria-label': 'Isian' });
  const form = el('form', { novalidate: true, onsubmit: (e) => { e.preventDefault(); periksa(form, hasil); } },
    ...s.formulir.langkah.map((langkah) => el('fieldset', { 'data-langkah': JSON.stringify(langkah.jika) },
      el('legend', {}, langkah.judul), langkah.bantuan ? el('p', { class: 'redup' }, langkah.bantuan) : null,
      ...langkah.kolom.map((kolom) => kolomForm(kolom)))),
    el('button', {}, 'Periksa isian'));
  form.addEventListener('input', () => jawaban(form));
  form.addEventListener('change', () => jawaban(form));
  jawaban(form);
  return [el('p', {}, el('a', { href: '#' }, 'Semua layanan')), el('h2', {}, s.nama), el('p', {}, s.ringkasan),
    el('p', { class: 'redup' }, `${s.waktu.teks} · ${s.biaya.teks} · berkas: ${s.unggahan.map((u) => u.label).join(', ') || 'tidak ada'}`),
    form, hasil, el('p', {}, el('a', { href: s.alamat }, 'Ajukan di situs resmi'))];
}

/** Required answers that are missing say so at their place; a complete form shows what would be sent. */
function periksa(form, hasil) {
  const { isian, kurang } = jawaban(form);
  for (const galat of form.querySelectorAll('.galat')) galat.remove();
  for (const [medan, kalimat] of kurang) medan.append(el('p', { class: 'galat' }, kalimat));
  hasil.hidden = kurang.length > 0;
  hasil.replaceChildren(el('h3', {}, 'Isian lengkap'), el('pre', {}, JSON.stringify(isian, null, 2)));
  (kurang.length ? kurang[0][0].querySelector('input,select,textarea') : hasil).focus();
}

async function tampilkan(buat) {
  try {
    isi.replaceChildren(...await buat());
  } catch (galat) {
    isi.replaceChildren(el('p', { class: 'galat', role: 'alert' }, galat.message));
  }
}

const buka = () => tampilkan(() => (location.hash.length > 1 ? layanan(decodeURIComponent(location.hash.slice(1))) : katalog()));
addEventListener('hashchange', buka);
buka();
