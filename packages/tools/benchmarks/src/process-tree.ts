import { readdir, readFile } from 'node:fs/promises';

/** `/proc` counts in hundredths of a second, whatever the kernel's own clock does. */
const ticksPerSecond = 100;

/**
 * CPU seconds of a process and of all that it has started, those that have ended included. Linux only: NaN elsewhere.
 */
export async function cpuOfProcessTree(root = process.pid): Promise<number> {
  const all = new Map<number, { readonly parent: number; readonly ticks: number }>();
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name)).map(Number);
  for (const pid of pids) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined); // it may have ended
    if (stat === undefined) continue;
    // Behind the name, which may have spaces; see proc(5). The last two are of children that were waited for.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [utime = 0, stime = 0, cutime = 0, cstime = 0] = fields.slice(11, 15).map(Number);
    all.set(pid, { parent: Number(fields[1]), ticks: utime + stime + cutime + cstime });
  }
  const isOurs = (pid: number): boolean => {
    const parent = all.get(pid)?.parent;
    return pid === root || (parent !== undefined && isOurs(parent));
  };
  const ours = [...all].filter(([pid]) => isOurs(pid));
  if (ours.length === 0) return Number.NaN;
  return ours.reduce((sum, [, { ticks }]) => sum + ticks, 0) / ticksPerSecond;
}
