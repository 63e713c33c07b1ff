export { KeepCourierKeys } from './model/keep-courier-keys.tsx'
export { CourierPage } from './view/courier-page.tsx'
export { CourierSection } from './view/courier-section.tsx'
