// dengar.js — reads the page aloud with the device's own voice. Fetched on the first tap; nothing leaves the phone but what its voice needs.
const BLOK = 'h1,h2,h3,h4,p,li,dt,dd,th,td,summary,legend,label,figcaption';
const LEWATI = '[hidden],[aria-hidden=true],nav,script,style,dialog,noscript';
const POTONG = 180; // Chrome falls silent in longer utterances

/** Sentences of an element, each short enough for one utterance. */
export function kalimat(teks) {
  const hasil = [];
  for (const satu of teks.match(/[^.!?…]+[.!?…]*/g) || []) {
    let sisa = satu.trim();
    while (sisa.length > POTONG) {
      const batas = sisa.lastIndexOf(' ', POTONG);
      const ujung = batas > 0 ? batas : POTONG;
      hasil.push(sisa.slice(0, ujung));
      sisa = sisa.slice(ujung).trim();
    }
    if (sisa) hasil.push(sisa);
  }
  return hasil;
}

const terlihat = (el) => !el.closest(LEWATI) && (el.checkVisibility ? el.checkVisibility() : el.offsetParent);

/** What is read, in the order of the page: each block once, closed accordions left out. */
export function bacaan(akar) {
  const blok = [...akar.querySelectorAll(BLOK)].filter((el) => terlihat(el) && !el.querySelector(BLOK));
  return blok.flatMap((el) => kalimat(el.textContent.replace(/\s+/g, ' ')).map((teks) => [el, teks]));
}

/** The device's voice for this language: "id" finds "id-ID" and Android's "id_ID". */
export const suara = (bahasa) => speechSynthesis.getVoices().find((v) => v.lang.replace('_', '-').toLowerCase().startsWith(bahasa));

/** Read from the first block on; `tanda(el)` is told what is being read, `selesai()` that it is over. */
export function baca(akar, tanda, selesai) {
  const daftar = bacaan(akar), pilihan = suara(document.documentElement.lang);
  let n = 0, jalan = true;
  const lanjut = () => {
    if (!jalan) return;
    if (n >= daftar.length) { henti(); return; }
    const [el, teks] = daftar[n++], ucap = new SpeechSynthesisUtterance(teks);
    ucap.voice = pilihan;
    ucap.lang = pilihan.lang;
    ucap.onend = lanjut;
    ucap.onerror = () => henti();
    tanda(el);
    speechSynthesis.speak(ucap);
  };
  const henti = () => {
    if (!jalan) return;
    jalan = false;
    speechSynthesis.cancel();
    selesai();
  };
  speechSynthesis.cancel();
  lanjut();
  return henti;
}
