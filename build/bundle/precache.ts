import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const workerFile = 'service-worker.js'

/**
 * Tells the service worker which files the build made: every file of the bundle and of `publicFolder`, and a version
 * that changes exactly when one of them does.
 */
export function precache(publicFolder: string): Plugin {
  return {
    name: 'lekar-precache',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const hash = createHash('sha256')
        const files: string[] = []
        for (const [name, file] of Object.entries(bundle).sort(([a], [b]) => (a < b ? -1 : 1))) {
          hash.update(name).update(file.type === 'chunk' ? file.code : file.source)
          if (name !== workerFile && !name.endsWith('.html') && !name.endsWith('.map')) files.push(name)
        }
        for (const name of readdirSync(publicFolder).sort()) {
          hash.update(name).update(readFileSync(join(publicFolder, name)))
          files.push(name)
        }
        const worker = bundle[workerFile]
        if (worker?.type !== 'chunk') return this.error(`the build made no ${workerFile}`)
        if (worker.imports.length > 0)
          return this.error(`${workerFile} must stand alone, it imports ${worker.imports.join(', ')}`)
        worker.code = worker.code
          .replaceAll('__BUILD_FILES__', JSON.stringify(files))
          .replaceAll('__BUILD_VERSION__', JSON.stringify(hash.digest('hex').slice(0, 16)))
      },
    },
  }
}
