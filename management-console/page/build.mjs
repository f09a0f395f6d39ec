/*
 * Builds and tests the page; Maven calls it, and so may you.
 *
 *   node build.mjs build   packages if the lock file changed, then the bundle into target/classes
 *   node build.mjs test    type check, unit tests, and the API's document against the schema of OpenAPI 3.1
 *
 * Each step remembers a digest of what it was made from and does nothing while that is unchanged, so that a warm
 * build costs the start of one Node process. Needs the network only when package-lock.json changed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const page = dirname(fileURLToPath(import.meta.url));
const target = join(page, '..', 'target');
const output = join(target, 'classes', 'io', 'spandrel', 'console', 'page');
const scratch = join(target, 'page');
const modules = join(page, 'node_modules');
const openApi = join('..', 'src', 'main', 'resources', 'io', 'spandrel', 'console', 'openapi.json');

const tooling = ['build.mjs', 'package.json', 'package-lock.json', 'tsconfig.json', '.npmrc'];
const bundled = ['preact', 'uplot'];

/** Bytes of the whole page as it is sent, zipped. */
const weightMax = 400 * 1024;
/** Texts that look like addresses but are names that nothing is fetched from. */
const namesOnly = ['http://www.w3.org/'];

const steps = { build, test };
const step = steps[process.argv[2]];
if (step === undefined) {
  fail(`usage: node build.mjs ${Object.keys(steps).join('|')}`);
}
process.chdir(page);
installPackages();
await step();

function installPackages() {
  const inputs = ['package.json', 'package-lock.json', '.npmrc'];
  unlessUnchanged(join(modules, '.digest'), inputs, () => run('npm', ['ci', '--prefer-offline', '--loglevel=error']));
}

async function build() {
  const done = join(scratch, 'build.digest');
  if (!existsSync(join(output, 'index.html'))) {
    rmSync(done, { force: true });
  }
  await unlessUnchanged(done, [...tooling, ...files('src')], bundle);
}

async function test() {
  const inputs = [...tooling, ...files('src'), ...files('test'), openApi];
  await unlessUnchanged(join(scratch, 'test.digest'), inputs, async () => {
    run(process.execPath, [join(modules, 'typescript', 'bin', 'tsc'), '--noEmit', '--project', 'tsconfig.json']);
    run(process.execPath, ['--test', ...(await bundleTests())]);
    run(process.execPath, [join(modules, '@seriousme', 'openapi-schema-validator', 'bin', 'validate-api-cli.js'), openApi]);
  });
}

/** Writes index.html, hashed script and style, and the licences of what is bundled. */
async function bundle() {
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  const { build: esbuild } = await import('esbuild');
  const { metafile } = await esbuild({
    entryPoints: { app: 'src/main.tsx', style: 'src/styles/index.css' },
    outdir: output,
    entryNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    metafile: true,
    format: 'esm',
    target: ['es2022', 'chrome110', 'firefox110', 'safari16'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  });
  const built = Object.keys(metafile.outputs).map((file) => file.slice(file.lastIndexOf('/') + 1));
  const html = readFileSync('src/index.html', 'utf8')
    .replace('app.js', built.find((file) => file.endsWith('.js')))
    .replace('style.css', built.find((file) => file.endsWith('.css')));
  writeFileSync(join(output, 'index.html'), html);
  writeFileSync(join(output, 'favicon.svg'), readFileSync('src/favicon.svg'));
  checkPage();
  writeFileSync(join(output, 'licenses.txt'), bundled.map(licence).join('\n'));
}

/** Fails the build if the page became heavy, or would fetch something from elsewhere. */
function checkPage() {
  let weight = 0;
  for (const file of files(output)) {
    const content = readFileSync(file);
    weight += gzipSync(content).length;
    const foreign = [...String(content).matchAll(/(?:https?:)?\/\/[\w.-]+\.\w+[\w./-]*/g)]
      .map(([address]) => address)
      .filter((address) => !namesOnly.some((name) => address.startsWith(name)));
    if (foreign.length > 0) {
      fail(`${file} names addresses outside the console: ${foreign.join(' ')}`);
    }
  }
  if (weight > weightMax) {
    fail(`the page weighs ${weight} bytes zipped, more than ${weightMax}`);
  }
}

function licence(name) {
  const { version } = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8'));
  return `${name} ${version}\n\n${readFileSync(join(modules, name, 'LICENSE'), 'utf8')}`;
}

async function bundleTests() {
  const tests = files('test').filter((file) => file.endsWith('.test.ts'));
  const { build: esbuild } = await import('esbuild');
  const outdir = join(scratch, 'test');
  rmSync(outdir, { recursive: true, force: true });
  await esbuild({
    entryPoints: tests,
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return readdirSync(outdir).map((file) => join(outdir, file));
}

/** Runs `work` and remembers the inputs' digest in `memory`, unless that already holds it. */
function unlessUnchanged(memory, inputs, work) {
  const hash = createHash('sha256').update(process.version);
  for (const input of inputs) {
    hash.update(`\n${input}\n`).update(readFileSync(input));
  }
  const digest = hash.digest('hex');
  if (existsSync(memory) && readFileSync(memory, 'utf8') === digest) {
    return undefined;
  }
  const remember = () => {
    mkdirSync(dirname(memory), { recursive: true });
    writeFileSync(memory, digest);
  };
  const running = work();
  return running instanceof Promise ? running.then(remember) : remember();
}

function files(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function run(command, args) {
  const windows = process.platform === 'win32';
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', shell: windows && command === 'npm' });
  if (status !== 0) {
    fail(error?.code === 'ENOENT' ? `${command} was not found: the page needs Node 20 and npm` : `${command} failed`);
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
