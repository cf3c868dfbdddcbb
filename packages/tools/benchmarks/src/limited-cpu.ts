import { existsSync } from 'node:fs';
import { mkdir, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Lambda gives a function so much of one vCPU for each MB ("Configure Lambda function memory"). */
const mbOfOneCpu = 1769;
const periodUs = 20_000;

/** A control group whose processes get the CPU that Lambda gives a function of that memory. Linux, as root. */
export async function cpuOfMemory(memoryMb: number) {
  const quotaUs = Math.round((periodUs * memoryMb) / mbOfOneCpu);
  const name = `darkroom-benchmark-${process.pid}-${memoryMb}`;
  const isFirstVersion = existsSync('/sys/fs/cgroup/cpu/cpu.cfs_quota_us');
  const folder = join(isFirstVersion ? '/sys/fs/cgroup/cpu' : '/sys/fs/cgroup', name);
  await mkdir(folder);
  if (isFirstVersion) {
    await writeFile(join(folder, 'cpu.cfs_period_us'), String(periodUs));
    await writeFile(join(folder, 'cpu.cfs_quota_us'), String(quotaUs));
  } else await writeFile(join(folder, 'cpu.max'), `${quotaUs} ${periodUs}`);
  return {
    /** A shell's command that joins the group. */
    join: `echo $$ > ${folder}/cgroup.procs`,
    remove: () => rmdir(folder),
  };
}
