export { ReportStation } from './model/report-station.tsx'
export { SettingsPage } from './view/settings-page.tsx'
