// Service worker. Hashed assets: cache first. Public pages: network first, kept for offline. Pages marked no-store are never kept.
const ASET = 'aset-{{ versi }}', HALAMAN = 'halaman-{{ versi }}', LURING = '/luring/';
const UMUM = /^\/($|layanan\/|bantuan\/|standar-pelayanan\/)/; // public pages; those of somebody logged in come marked no-store
const POKOK = [{% for a in aset %}'{% static a %}', {% endfor %}];
self.addEventListener('install', (e) => e.waitUntil((async () => {
  await (await caches.open(ASET)).addAll(POKOK);
  await (await caches.open(HALAMAN)).add(LURING);
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
async function halaman(r) {
  const c = await caches.open(HALAMAN);
  try {
    const n = await fetch(r);
    if (n.ok && UMUM.test(new URL(r.url).pathname) && !/no-store|private/.test(n.headers.get('Cache-Control') || '')) c.put(r, n.clone());
    return n;
  } catch {
    return (await c.match(r)) || c.match(LURING);
  }
}
self.addEventListener('fetch', (e) => {
  const r = e.request, u = new URL(r.url);
  if (r.method !== 'GET' || u.origin !== location.origin) return;
  if (u.pathname.startsWith('{{ awalan_static }}')) e.respondWith(aset(r));
  else if (r.mode === 'navigate') e.respondWith(halaman(r));
});
