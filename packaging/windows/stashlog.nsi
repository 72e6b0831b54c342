; The installer for Windows. Compiled by "build.py windows" with makensis, 3.08 or newer:
;   makensis -DVERSION=1.2.3 -DBUNDLE=folder -DOUTPUT=file.exe -DICON=file.ico stashlog.nsi
;
; Without a switch it asks who it is for. For roll-out:
;   /S              silent
;   /AllUsers       for everybody, into Program Files; needs an administrator
;   /CurrentUser    for this user only; needs nobody
;   /D=folder       where to; the last switch, without quotes
; The uninstaller knows /S too. Exit status: 0 done, 1 cancelled, 2 failed.
; https://nsis.sourceforge.io/Docs/MultiUser/Readme.html

Unicode true
!define NAME "Stashlog"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\io.github.stashlog.Stashlog"
!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_INSTDIR "Stashlog"
!define MULTIUSER_USE_PROGRAMFILES64
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "${KEY}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "${KEY}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "UninstallString"
!include MultiUser.nsh
!include MUI2.nsh
!include FileFunc.nsh

Name "${NAME}"
OutFile "${OUTPUT}"
SetCompressor /SOLID lzma
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "${NAME}"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "${NAME}, activity logger for nodestash"
VIAddVersionKey LegalCopyright "MIT licence"

!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\stashlogw.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE English

Function .onInit
  !insertmacro MULTIUSER_INIT
FunctionEnd

Function un.onInit
  !insertmacro MULTIUSER_UNINIT
FunctionEnd

Section
  ; An older version's parts must not stay among the new ones. The user's data is elsewhere.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${BUNDLE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\stashlogw.exe"

  WriteRegStr SHCTX "${KEY}" DisplayName "${NAME}"
  WriteRegStr SHCTX "${KEY}" DisplayVersion "${VERSION}"
  WriteRegStr SHCTX "${KEY}" DisplayIcon "$INSTDIR\stashlogw.exe"
  WriteRegStr SHCTX "${KEY}" Publisher "Stashlog contributors"
  WriteRegStr SHCTX "${KEY}" InstallLocation "$INSTDIR"
  WriteRegStr SHCTX "${KEY}" UninstallString '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
  WriteRegStr SHCTX "${KEY}" QuietUninstallString '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
  WriteRegDWORD SHCTX "${KEY}" NoModify 1
  WriteRegDWORD SHCTX "${KEY}" NoRepair 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD SHCTX "${KEY}" EstimatedSize $0

  ; "stashlog" in a command line and in the Run dialog.
  WriteRegStr SHCTX "Software\Microsoft\Windows\CurrentVersion\App Paths\stashlog.exe" "" "$INSTDIR\stashlog.exe"

  ; Links that begin with "stashlog:". Whatever a link holds, it comes as text: see cli/run.py.
  WriteRegStr SHCTX "Software\Classes\stashlog" "" "URL:Stashlog"
  WriteRegStr SHCTX "Software\Classes\stashlog" "URL Protocol" ""
  WriteRegStr SHCTX "Software\Classes\stashlog\shell\open\command" "" '"$INSTDIR\stashlogw.exe" "%1"'
SectionEnd

Section Uninstall
  Delete "$SMPROGRAMS\${NAME}.lnk"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\stashlog.exe"
  Delete "$INSTDIR\stashlogw.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey SHCTX "${KEY}"
  DeleteRegKey SHCTX "Software\Classes\stashlog"
  ; Starting at login was the user's own choice; without the program it is an error at each login.
  DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "Stashlog"
  DeleteRegKey SHCTX "Software\Microsoft\Windows\CurrentVersion\App Paths\stashlog.exe"
SectionEnd
