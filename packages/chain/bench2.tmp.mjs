import { StateTrie } from '@heddle/chain';

const EMPTY = '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421';
const CODE = Buffer.from('c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470', 'hex');
function diff(indexes, before, after) {
  // EOAs
  const accounts = Buffer.alloc(192 * indexes.length);
  indexes.forEach((n, i) => {
    const o = 192 * i;
    accounts.writeUInt32BE(n, o + 16);
    accounts.writeUInt32LE((before ? 1 : 0) | 2 | 8, o + 20);
    if (before) {
      accounts.writeUInt32LE(before, o + 24);
      accounts.writeUInt32BE(before * 1000 + 1, o + 64 + 24);
      CODE.copy(accounts, o + 128);
    }
    accounts.writeUInt32LE(after, o + 32);
    accounts.writeUInt32BE(after * 1000 + 1, o + 96 + 24);
    CODE.copy(accounts, o + 160);
  });
  return { accounts, slots: Buffer.alloc(0), codes: new Map() };
}
const N = Number(process.argv[2] ?? 1e6),
  K = Number(process.argv[3] ?? 5000),
  T = Number(process.argv[4] ?? 0);
const trie = await StateTrie.create({ root: EMPTY, threads: T, memoryMib: 2048 }, { small: 0 });
let t = performance.now();
const d = diff([...Array(N).keys()], 0, 1);
console.log('diff made', (performance.now() - t).toFixed(0));
t = performance.now();
await trie.apply(d, 'forward');
console.log(
  'built',
  N,
  (performance.now() - t).toFixed(0),
  'ms',
  trie.root,
  (trie.usedBytes / 2 ** 20).toFixed(0),
  'MiB',
  trie.counters,
);
let rnd = 12345;
const rand = () => {
  rnd = (Math.imul(rnd, 1103515245) + 12345) >>> 0;
  return rnd / 2 ** 32;
};
const times = [],
  cpus = [];
for (let r = 0; r < 800; r++) {
  const set = new Set();
  while (set.size < K) set.add(Math.floor(rand() * N));
  const dd = diff(
    [...set].sort((a, b) => a - b),
    1,
    2 + r,
  );
  const c = trie.counters.permutations;
  const cpu = process.cpuUsage();
  t = performance.now();
  await trie.apply(dd, 'forward');
  const ms = performance.now() - t;
  times.push(ms);
  const u = process.cpuUsage(cpu);
  cpus.push((u.user + u.system) / 1000);
  if (r === 799) console.log('permutations', trie.counters.permutations - c);
}
times.sort((a, b) => a - b);
cpus.sort((a, b) => a - b);
console.log('cpu median', cpus[7].toFixed(2), 'min', cpus[0].toFixed(2));
console.log('median', times[7].toFixed(2), 'min', times[0].toFixed(2));
t = performance.now();
const w = trie.takeDirtyNodes();
console.log('take', (performance.now() - t).toFixed(0), 'ms', (w.sizeBytes / 2 ** 20).toFixed(0), 'MiB');
await trie.close();
