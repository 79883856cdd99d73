BeforeAll {
    . $PSScriptRoot/Setup.ps1

    # What a program gets of an argument line, by the rules of Windows programs, which the runtime keeps on every system.
    function Start-WithLine([string] $Program, [string] $Line) {
        $start = [Diagnostics.ProcessStartInfo]::new($Program, $Line)
        $start.RedirectStandardOutput = $true
        $start.RedirectStandardError = $true
        $start.Environment['PSModulePath'] = (Split-Path $Staged) + [IO.Path]::PathSeparator + $env:PSModulePath
        $process = [Diagnostics.Process]::Start($start)
        $errors = $process.StandardError.ReadToEndAsync()
        $text = $process.StandardOutput.ReadToEnd()
        $process.WaitForExit()
        [pscustomobject]@{ ExitCode = $process.ExitCode; Text = $text; Errors = $errors.Result }
    }

    $engine = Join-Path $PSHOME ($IsWindows ? 'pwsh.exe' : 'pwsh')
}

Describe 'New-ConversionSchedule' {
    BeforeEach {
        $state = Join-Path $TestDrive "it's 100% $([guid]::NewGuid())"
        $account = Connect-TestSandbox $state
    }
    AfterEach { Disconnect-ConversionAccount }

    It 'is at 05:00 in the account''s zone when nothing else is said' {
        $definition = New-ConversionSchedule Systemd -From 2027-03-26T12:00Z -NextRunCount 3
        $definition.TimeZone | Should -Be 'Europe/Berlin'
        $definition.Definition | Should -Match '(?m)^OnCalendar=\*-\*-\* 05:00:00 Europe/Berlin$'
        $definition.NextRuns | ForEach-Object { $_.Utc.ToString('MM-dd HH:mm') } | Should -Be '03-27 04:00', '03-28 03:00', '03-29 03:00'
        $definition.NextRuns | ForEach-Object { $_.Local.ToString('HH:mm zzz') } | Should -Be '05:00 +01:00', '05:00 +02:00', '05:00 +02:00'
    }

    It 'registers and writes nothing unless asked, and then only files' {
        Push-Location (New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())")
        try {
            New-ConversionSchedule Cron | ForEach-Object Written | Should -BeNullOrEmpty
            Get-ChildItem | Should -BeNullOrEmpty
            $written = New-ConversionSchedule Systemd -OutputFolder . -Name nightly
            (Get-ChildItem).Name | Should -Be 'nightly.service', 'nightly.timer'
            $written.Written | Should -Be "$PWD/nightly.timer".Replace('\', '/'), "$PWD/nightly.service".Replace('\', '/')
            Get-Content $written.Written[0] -Raw | Should -Be $written.Definition
            { New-ConversionSchedule Systemd -OutputFolder . -Name nightly } | Should -Throw -ErrorId 'FileExists,*'
            New-ConversionSchedule Systemd -OutputFolder . -Name nightly -At 06:00 -Force | Out-Null
            Get-Content ./nightly.timer -Raw | Should -Match '06:00:00'
        }
        finally { Pop-Location }
    }

    It 'gives task XML that is read back from its file as it was' {
        $definition = New-ConversionSchedule WindowsTask -OutputFolder $TestDrive -Force
        Get-Content -LiteralPath $definition.Written[0] -Raw | Should -Be $definition.Definition
        ([xml]$definition.Definition).Task.Actions.Exec.Command | Should -Be '%ProgramFiles%\PowerShell\7\pwsh.exe'
    }

    It 'runs the sync: the arguments of the task do it, in a folder with blanks, quotes and percent signs' {
        $task = ([xml](New-ConversionSchedule WindowsTask).Definition).Task.Actions.Exec
        $run = Start-WithLine $engine $task.Arguments
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        @(Get-ConversionAction -Cached).Count | Should -Be 9
    }

    It 'runs the sync: the line of the crontab does it' -Skip:$IsWindows {
        $line = (New-ConversionSchedule Cron -PowerShellPath $engine).CommandLine.Replace('\%', '%')
        $env:PSModulePath, $before = ((Split-Path $Staged) + ':' + $env:PSModulePath), $env:PSModulePath
        try { sh -c $line | Out-Null } finally { $env:PSModulePath = $before }
        $LASTEXITCODE | Should -Be 0
        @(Get-ConversionAction -Cached).Count | Should -Be 9
    }

    It 'ends with another exit code than 0 when the sync fails' {
        $task = ([xml](New-ConversionSchedule WindowsTask -TimeZone UTC -SignIn { throw 'no sign-in' }).Definition).Task.Actions.Exec
        (Start-WithLine $engine $task.Arguments).ExitCode | Should -Be 1
    }

    It 'runs a script with its arguments and hands on its exit code: <Folder>' -ForEach @(
        @{ Folder = 'plain' }
        @{ Folder = 'two words' }
        @{ Folder = 'it''s 100% sure' }
        @{ Folder = '$HOME {0}x{1} & y' -f [char]0x2018, [char]0x2019 }
    ) {
        $folder = New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())/$Folder"
        Set-Content "$folder/job.ps1" 'param($Path, [switch] $Force, $Rest) "$Path|$Force|$Rest"; exit 3'

        # Paths of this system stand for those of Windows, which has a letter in front.
        $drive = $IsWindows ? '' : 'Z:'
        $task = ([xml](New-ConversionSchedule WindowsTask -ScriptPath "$drive$folder/job.ps1" -ScriptArgument '-Path', 'a "b" 50% c\', '-Force', '-Rest', 'x y').Definition).Task.Actions.Exec
        $words = $task.Arguments
        if ($words -match '-EncodedCommand (\S+)') {
            $text = [Text.Encoding]::Unicode.GetString([Convert]::FromBase64String($Matches[1])).Replace('Z:', '')
            $words = '-NoProfile -EncodedCommand ' + [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($text))
        }

        $run = Start-WithLine $engine $words.Replace('Z:', '')
        $run.Text.Trim() | Should -Be 'a "b" 50% c\|True|x y'
        $run.ExitCode | Should -Be 3
    }

    It 'makes parameters that the Az commands take' {
        function New-AzAutomationSchedule { [CmdletBinding()] param([string] $ResourceGroupName, [string] $AutomationAccountName, [string] $Name, [DateTimeOffset] $StartTime, [byte] $DayInterval, [string] $TimeZone, [string] $Description) $PSBoundParameters }
        function Register-AzAutomationScheduledRunbook { [CmdletBinding()] param([string] $ResourceGroupName, [string] $AutomationAccountName, [string] $RunbookName, [string] $ScheduleName, [Collections.IDictionary] $Parameters) $PSBoundParameters }
        $definition = New-ConversionSchedule AzureAutomation -Name nightly -ResourceGroupName ads -AutomationAccountName jobs -RunbookName 'Send it''s' -RunbookParameter @{ Container = 'a''b'; Test = $true; Count = 3 }
        $schedule = $definition.Schedule
        $runbook = $definition.Runbook
        (New-AzAutomationSchedule @schedule).StartTime.ToString('HH:mm') | Should -Be '05:00'
        $splat = Register-AzAutomationScheduledRunbook @runbook

        # The file says the same.
        $file = . ([scriptblock]::Create($definition.Definition))
        $file[0].StartTime | Should -Be $schedule.StartTime
        $file[0].TimeZone | Should -Be 'Europe/Berlin'
        $file[1].RunbookName | Should -Be $splat.RunbookName
        $file[1].Parameters.Container | Should -Be 'a''b'
        $file[1].Parameters.Test | Should -BeTrue
        $file[1].Parameters.Count | Should -Be 3
    }

    It 'takes over no credential, and says what to do' {
        Disconnect-ConversionAccount
        { New-ConversionSchedule Systemd -TimeZone UTC } | Should -Throw -ErrorId 'ScheduleSignInMissing,*'
        { New-ConversionSchedule Systemd } | Should -Throw -ErrorId 'NoAccountConnected,*'
        { New-ConversionSchedule Systemd -TimeZone UTC -ScriptPath /x.ps1 -SignIn { } } | Should -Throw -ErrorId 'ScriptAndSignIn,*'
        { New-ConversionSchedule AzureAutomation -TimeZone UTC -RunbookName x -AutomationAccountName y } | Should -Throw -ErrorId 'ScheduleRunbookMissing,*'
    }

    It 'shows itself in 80 columns' {
        $shown = New-ConversionSchedule WindowsTask | Format-Table | Out-String -Width 80
        $shown | Should -Match 'WindowsTask +conversion-sync +05:00 Europe/Berlin +\d{4}-\d\d-\d\d \d\d:\d\d'
        (New-ConversionSchedule WindowsTask | Format-List | Out-String) | Should -Match 'Register-ScheduledTask'
    }
}
