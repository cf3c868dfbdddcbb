import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../s3/testing/temporary-folder.ts';
import { startLambda } from '../testing/start-lambda.ts';
import { zipOf } from '../testing/zip-of.ts';

const version = Number(/^javac (\d+)/.exec(spawnSync('javac', ['-version']).stdout?.toString() ?? '')?.[1]);

const source = `package steps;
import java.io.*;
public class Step {
  int calls = 0;
  public void handle(InputStream in, OutputStream out) throws IOException {
    String event = new String(in.readAllBytes(), "UTF-8");
    System.out.println("told " + event);
    if (event.equals("\\"fail\\"")) throw new IllegalStateException("no \\"luck\\"");
    out.write(("{\\"event\\":" + event + ",\\"calls\\":" + ++calls + "}").getBytes("UTF-8"));
  }
}
`;

test.skipIf(!(version >= 17))(
  'a Java class with a method of streams runs on the JDK of this machine (skipped without javac 17)',
  async () => {
    const { create, invoke } = await startLambda();
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'steps'));
    await writeFile(join(folder, 'steps/Step.java'), source);
    spawnSync('javac', ['--release', '17', 'steps/Step.java'], { cwd: folder });
    const ZipFile = await zipOf({ 'steps/Step.class': await readFile(join(folder, 'steps/Step.class')) });
    const input = { Runtime: 'java17', MemorySize: 512, Timeout: 20, Code: { ZipFile } } as const;
    await create('java', '', { ...input, Handler: 'steps.Step::handle' });

    const first = await invoke('java', { ä: 1 });
    expect(first.value).toEqual({ event: { ä: 1 }, calls: 1 });
    expect(first.log).toMatch(/told \{"ä":1\}\nEND/);
    const { value } = await invoke('java', 'fail');
    expect(value).toMatchObject({ errorType: 'java.lang.IllegalStateException', errorMessage: 'no "luck"' });
    expect(value.stackTrace[0]).toContain('steps.Step.handle');
    expect((await invoke('java', 2)).value.calls).toBe(2); // an error is no crash
  },
);
