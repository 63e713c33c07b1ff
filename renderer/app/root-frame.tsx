import { Outlet } from '@tanstack/react-router'
import { ToastShelf } from '../ui/toast.tsx'

/** Around every page, signed in or not. */
export function RootFrame() {
  return (
    <>
      <Outlet />
      <ToastShelf />
    </>
  )
}
