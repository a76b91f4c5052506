// layar.js — the wall of a hall: asks for the numbers, writes them as text, keeps the clock, and reads calls aloud when
// somebody has switched the voice on. Without it the page loads itself anew every few seconds.

const JEDA = 3000, NYALA = 6000;
const $ = (pilih, akar = document) => akar.querySelector(pilih);
const layar = $('[data-layar]'), kini = $('[data-kini]'), nanti = $('[data-nanti]'), kosong = $('[data-kosong]');
const contohKini = $('[data-contoh-kini]'), contohNanti = $('[data-contoh-nanti]'), suara = $('[data-suara]');
const tandaLama = new Set([...kini.children].map((li) => li.dataset.tanda));

const salinan = (contoh) => contoh.content.firstElementChild.cloneNode(true);

function barisKini(p) {
  const li = salinan(contohKini);
  li.dataset.tanda = p.tanda;
  $('[data-nomor]', li).textContent = p.nomor;
  $('[data-loket]', li).textContent = p.loket;
  return li;
}

function barisNanti(k) {
  const li = salinan(contohNanti);
  $('[data-nama]', li).textContent = `${k.huruf} · ${k.nama}`;
  $('[data-nomor]', li).textContent = k.nomor.join('  ') || '–';
  return li;
}

/** A call that was not on the wall a moment ago is lit up, and read aloud. */
function umumkan(p, li) {
  if (tandaLama.has(p.tanda)) return;
  tandaLama.add(p.tanda);
  li.classList.add('baru');
  setTimeout(() => li.classList.remove('baru'), NYALA);
  if (suara.getAttribute('aria-pressed') === 'true') ucapkan(p);
}

function ucapkan(p) {
  const [huruf, angka] = p.nomor.split('-');
  const teks = layar.dataset.ucapan.replace('{nomor}', `${huruf} ${Number(angka)}`).replace('{loket}', p.loket);
  const ucapan = new SpeechSynthesisUtterance(teks);
  ucapan.lang = document.documentElement.lang;
  ucapan.rate = 0.9;
  speechSynthesis.speak(ucapan);
}

let sidik = '';
function tulis(data) {
  const baru = JSON.stringify(data);
  if (baru === sidik) return;
  sidik = baru;
  const baris = data.dipanggil.map(barisKini);
  kini.replaceChildren(...baris);
  nanti.replaceChildren(...data.berikut.map(barisNanti));
  kosong.hidden = baris.length > 0;
  data.dipanggil.forEach((p, n) => umumkan(p, baris[n]));
}

async function tanya() {
  try {
    const jawab = await fetch(layar.dataset.layar, { cache: 'no-store' });
    if (jawab.ok) tulis(await jawab.json());
  } catch { /* the network comes back by itself; the last numbers stay */ }
  setTimeout(tanya, JEDA);
}

const jam = $('[data-jam]');
const pukul = new Intl.DateTimeFormat('id-ID', { hour: '2-digit', minute: '2-digit', hour12: false, timeZone: 'Asia/Jakarta' });
setInterval(() => { jam.textContent = pukul.format(new Date()); }, 1000);

if ('speechSynthesis' in window) {
  suara.hidden = false;
  suara.addEventListener('click', () => suara.setAttribute('aria-pressed', String(suara.getAttribute('aria-pressed') !== 'true')));
}
tanya();
