import { join } from 'node:path'
import type { AfterPackContext } from 'electron-builder'
import { burnFuses } from './fuses.ts'

/** electron-builder calls this when the files are in place and nothing is signed yet. */
export default async function afterPack({
  appOutDir,
  packager,
  electronPlatformName,
}: AfterPackContext): Promise<void> {
  const { productFilename } = packager.appInfo
  const binary = {
    linux: 'executableName' in packager ? String(packager.executableName) : productFilename,
    win32: `${productFilename}.exe`,
    darwin: join(`${productFilename}.app`, 'Contents', 'MacOS', productFilename),
    mas: join(`${productFilename}.app`, 'Contents', 'MacOS', productFilename),
  }[electronPlatformName]
  if (binary === undefined) throw new Error(`no fuses are decided for ${electronPlatformName}`)
  await burnFuses(join(appOutDir, binary))
}
