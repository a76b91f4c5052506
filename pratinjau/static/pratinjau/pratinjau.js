// pratinjau.js — asks about every 700 ms whether the folder has changed, fetches the page again and takes over the
// sections that are different. Frames and pictures that stayed the same are not touched. No HTML is built from text:
// the browser parses the answer itself (responseType "document").

const JEDA = 700;
const TENANG = 1500; // the kit prints every sample: it waits until the author has stopped typing
const segar = () => document.querySelector('[data-segar] span');

function ambil(alamat) {
  return new Promise((beres, gagal) => {
    const minta = new XMLHttpRequest();
    minta.responseType = 'document';
    minta.open('GET', alamat);
    minta.onload = () => (minta.status === 200 && minta.response ? beres(minta.response) : gagal(minta.status));
    minta.onerror = gagal;
    minta.send();
  });
}

const bagian = (dok) => [...dok.querySelectorAll('[data-bagian]')];

async function gantikan(baru) {
  const lama = new Map(bagian(document).map((el) => [el.dataset.bagian, el]));
  const isi = bagian(baru);
  if (isi.length !== lama.size || isi.some((el) => !lama.has(el.dataset.bagian))) return location.reload();
  for (const el of isi) {
    const kini = lama.get(el.dataset.bagian);
    if (kini.dataset.sidik !== el.dataset.sidik) await tukar(kini, el);
  }
  document.title = baru.title;
  document.body.dataset.sidik = baru.body.dataset.sidik;
  jalankanKit();
}

// Pictures are there before they are shown; what was scrolled keeps its place when it is made anew.
async function tukar(kini, el) {
  await Promise.all([...el.querySelectorAll('img')].map((asal) => muat(asal.getAttribute('src'))));
  const letak = kini.querySelector('[data-gulir]');
  const { scrollLeft = 0, scrollTop = 0 } = letak || {};
  kini.replaceWith(document.adoptNode(el));
  el.querySelector('[data-gulir]')?.scrollTo(scrollLeft, scrollTop);
}

function muat(alamat) {
  const gambar = new Image();
  gambar.src = alamat;
  return gambar.decode().catch(() => {});
}

let nomorKit = 0;
async function jalankanKit() {
  const tempat = document.querySelector('[data-kit]'), kini = ++nomorKit;
  if (!tempat || tempat.dataset.beres || document.querySelector('.pr-galat')) return;
  tempat.dataset.beres = '1';
  await new Promise((beres) => setTimeout(beres, TENANG));
  if (kini !== nomorKit || !tempat.isConnected) return;
  try {
    const hasil = (await ambil(tempat.dataset.kit)).getElementById('hasil');
    if (kini === nomorKit && tempat.isConnected) tempat.replaceChildren(document.adoptNode(hasil));
  } catch { /* the folder broke meanwhile: the next round says so */ }
}

async function putar() {
  try {
    const { sidik } = await (await fetch('/sidik/', { cache: 'no-store' })).json();
    if (sidik !== document.body.dataset.sidik) await gantikan(await ambil(location.href));
  } catch {
    if (segar()) segar().textContent = 'Pratinjau tidak menjawab. Apakah perintahnya masih berjalan?';
  }
  setTimeout(putar, JEDA);
}

jalankanKit();
setTimeout(putar, JEDA);
