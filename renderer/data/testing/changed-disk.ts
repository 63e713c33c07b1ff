import type { RxStorage } from 'rxdb'
import type { ListableStorage } from '../storage/open-database.ts'
import { type Disk, testStorage } from './test-workplace.ts'

type Instance = Awaited<ReturnType<RxStorage<unknown, unknown>['createStorageInstance']>>

/** The disk as it is, with something changed about every store that is opened on it. */
export async function changedDisk(
  disk: Disk,
  change: (instance: Instance) => void,
): Promise<ListableStorage> {
  const { storage, ...rest } = await testStorage(disk)
  const createStorageInstance: typeof storage.createStorageInstance = async (params) => {
    const instance = await storage.createStorageInstance(params)
    change(instance as unknown as Instance)
    return instance
  }
  return { ...rest, storage: { ...storage, createStorageInstance } as RxStorage<unknown, unknown> }
}
