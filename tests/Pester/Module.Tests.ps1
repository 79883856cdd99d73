BeforeAll {
    . $PSScriptRoot/Setup.ps1

    # One file a cmdlet.
    $Count = @(Get-ChildItem (Join-Path $Repository 'src/EnhancedConversions.PS/Commands') -Filter *Command.cs).Count
}

Describe 'The staged module' {
    It 'has a valid manifest' {
        (Test-ModuleManifest (Join-Path $Staged 'EnhancedConversions.PS.psd1')).ExportedCmdlets.Count | Should -Be $Count
    }

    It 'holds nothing of the engine and no debugging files' {
        Get-ChildItem $Staged -Recurse -File | Where-Object Name -Match 'System.Management.Automation|PowerShellStandard|\.pdb$|runtimeconfig' | Should -BeNullOrEmpty
    }

    It 'holds the ledger''s native library for <_>' -ForEach 'win-x64', 'win-arm64', 'linux-x64', 'linux-arm64', 'linux-musl-x64', 'osx-x64', 'osx-arm64' {
        Join-Path $Staged "lib/runtimes/$_/native/*e_sqlite3*" | Should -Exist
    }

    It 'knows nothing of the folder it was built in' {
        $needle = [Text.Encoding]::UTF8.GetBytes($Repository)
        foreach ($file in Get-ChildItem $Staged -Recurse -Filter EnhancedConversions*.dll) {
            [Convert]::ToHexString([IO.File]::ReadAllBytes($file)).Contains([Convert]::ToHexString($needle)) | Should -BeFalse -Because $file.Name
        }
    }
}

Describe 'Importing' {
    BeforeAll {
        # In a process of its own: what an import does cannot be undone.
        function Invoke-Fresh([string] $Command) {
            $output = pwsh -NoProfile -NonInteractive -Command "`$ErrorActionPreference = 'Stop'; Import-Module '$Staged'; $Command"
            $LASTEXITCODE | Should -Be 0 -Because ($output -join "`n")
            $output
        }
    }

    It 'gives the cmdlets' {
        Invoke-Fresh '(Get-Command -Module EnhancedConversions.PS).Count' | Should -Be $Count
    }

    It 'works a second time, with -Force, and after Remove-Module' {
        Invoke-Fresh "
            Import-Module '$Staged'
            (Get-Command -Module EnhancedConversions.PS).Count
            Import-Module '$Staged' -Force
            (Get-Command -Module EnhancedConversions.PS).Count
            Remove-Module EnhancedConversions.PS
            Get-Command Send-OfflineConversion -ErrorAction Ignore
            Import-Module '$Staged'
            (Get-Command -Module EnhancedConversions.PS).Count
            (Get-Command Send-OfflineConversion).ParameterSets.Count" | Should -Be @($Count, $Count, $Count, 3)
    }

    It 'works in several runspaces at once' {
        Invoke-Fresh "1..6 | ForEach-Object -Parallel { Import-Module '$Staged'; (Get-Command -Module EnhancedConversions.PS).Count } -ThrottleLimit 6" | Should -Be (@($Count) * 6)
    }

    It 'puts the loader, and nothing else of the module, into the default load context' {
        $loaded = Invoke-Fresh "
            Connect-ConversionAccount -Sandbox | Out-Null
            Export-ConversionTemplate '$TestDrive/template.xlsx' -Network GoogleAds | Out-Null
            Import-ConversionFile '$TestDrive/template.xlsx' | Out-Null
            Get-ConversionUpload
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object Location -like '$Staged*' | ForEach-Object {
                '{0}={1}' -f `$_.GetName().Name, [Runtime.Loader.AssemblyLoadContext]::GetLoadContext(`$_).Name }"
        $loaded | Where-Object { $_ -like '*=Default' } | Should -Be 'EnhancedConversions.PS.Loader=Default'
        $loaded | Should -Contain 'EnhancedConversions.Core=EnhancedConversions.PS'
        $loaded | Should -Contain 'NodaTime=EnhancedConversions.PS'
        $loaded | Should -Contain 'Microsoft.Data.Sqlite=EnhancedConversions.PS'
    }

    It 'has less left to compile where its machine code is for this platform' {
        if (-not (Test-Path "$Staged/lib/compiled/$([Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier)") -or [Environment]::Version.Major -lt 10) {
            Set-ItResult -Skipped -Because 'there is no machine code for this platform'
        }

        # The same job with the machine code and without it.
        Copy-Item $Staged "$TestDrive/plain/EnhancedConversions.PS" -Recurse
        Remove-Item "$TestDrive/plain/EnhancedConversions.PS/lib/compiled" -Recurse
        $compiled = foreach ($module in $Staged, "$TestDrive/plain/EnhancedConversions.PS") {
            pwsh -NoProfile -NonInteractive -Command "
                Import-Module '$module'
                Connect-ConversionAccount -Sandbox -Network GoogleAds -SandboxClock 2026-11-20T12:00:00Z | Out-Null
                `$before = [Runtime.JitInfo]::GetCompiledMethodCount()
                Send-OfflineConversion '$LeadsCsv' -ErrorAction SilentlyContinue -WarningAction Ignore | Out-Null
                [Runtime.JitInfo]::GetCompiledMethodCount() - `$before"
        }
        [int] $compiled[0] | Should -BeLessThan (0.6 * [int] $compiled[1])
    }

    It 'lives beside another version of a library it brings' {
        # Another module brought an assembly of the same name earlier: the worst case of every such clash.
        Add-Type -TypeDefinition 'namespace Other { public class Thing { } }' -OutputAssembly "$TestDrive/NodaTime.dll"
        $output = pwsh -NoProfile -NonInteractive -Command "
            [Reflection.Assembly]::LoadFrom('$TestDrive/NodaTime.dll') | Out-Null
            Import-Module '$Staged'
            (New-OfflineConversion -Email a@example.com -ConversionName x -ConversionTime '2026-07-01 12:00' -TimeZone Europe/Berlin).ConversionTime.ToString()"
        $output | Should -Be '2026-07-01T12:00:00+02:00'
    }

    It 'says nothing' {
        Invoke-Fresh '' | Should -BeNullOrEmpty
    }
}
