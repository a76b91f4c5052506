// Service worker. Hashed assets: cache first. Public pages: network first, kept for offline. Pages marked no-store are never kept.
const ASET = 'aset-{{ versi }}', HALAMAN = 'halaman-{{ versi }}', LURING = '/luring/', KATALOG = '/layanan/';
const UMUM = /^\/($|layanan\/|bantuan\/|standar-pelayanan\/|tautan\/|mpp\/|peristiwa\/|berita\/|pengumuman\/|tanya-jawab\/|maklumat)/; // public pages; those of somebody logged in come marked no-store
const MUAT = 80; // pages kept; the oldest go first
const POKOK = [{% for a in aset %}'{{ a }}', {% endfor %}];
self.addEventListener('install', (e) => e.waitUntil((async () => {
  await (await caches.open(ASET)).addAll(POKOK);
  const c = await caches.open(HALAMAN);
  await c.add(LURING);
  await c.add(KATALOG).catch(() => {}); // the catalogue opens offline also for who has not been there; without it the rest still works
  await self.skipWaiting();
})()));
self.addEventListener('activate', (e) => e.waitUntil((async () => {
  for (const k of await caches.keys()) if (k !== ASET && k !== HALAMAN) await caches.delete(k);
  await self.clients.claim();
})()));
async function aset(r) {
  const c = await caches.open(ASET), ada = await c.match(r);
  if (ada) return ada;
  const n = await fetch(r);
  if (n.ok) c.put(r, n.clone());
  return n;
}
const disimpan = (u, n) => n.ok && !n.redirected && !u.search && UMUM.test(u.pathname) && !/no-store|private/.test(n.headers.get('Cache-Control') || '');
async function simpan(c, r, n) {
  await c.put(r, n);
  const kunci = await c.keys();
  for (const lama of kunci.slice(0, Math.max(0, kunci.length - MUAT))) if (![LURING, KATALOG].includes(new URL(lama.url).pathname)) await c.delete(lama);
}
async function halaman(e, r, u) {
  const c = await caches.open(HALAMAN);
  try {
    const n = await fetch(r);
    if (disimpan(u, n)) e.waitUntil(simpan(c, r, n.clone()));
    return n;
  } catch {
    // A search cannot be answered here; the whole catalogue can.
    return (await c.match(r, { ignoreVary: true })) || (u.pathname === KATALOG && await c.match(KATALOG, { ignoreVary: true })) || c.match(LURING);
  }
}
self.addEventListener('fetch', (e) => {
  const r = e.request, u = new URL(r.url);
  if (r.method !== 'GET' || u.origin !== location.origin) return;
  if (u.pathname.startsWith('{{ awalan_static }}') || u.pathname.startsWith('/lambang/')) e.respondWith(aset(r));
  else if (r.mode === 'navigate') e.respondWith(halaman(e, r, u));
});
