BeforeAll {
    . $PSScriptRoot/Setup.ps1

    # Everything the module brings, as an assembly of the same name and another version, as another module would have loaded it.
    # What is called in one of them cannot work: it holds one empty class. Those the engine brings itself are left: nobody can load another.
    $clashes = Join-Path $TestDrive 'clashes'
    New-Item $clashes -ItemType Directory | Out-Null
    $names = Get-ChildItem (Join-Path $Staged 'lib') -Filter *.dll | Where-Object { $_.Name -notlike 'EnhancedConversions.*' -and -not (Test-Path (Join-Path $PSHOME $_.Name)) } | ForEach-Object BaseName
    foreach ($name in $names) {
        $assembly = [Reflection.Emit.PersistedAssemblyBuilder] -as [type]
        if ($assembly) {
            $builder = [Reflection.Emit.PersistedAssemblyBuilder]::new([Reflection.AssemblyName]::new("$name, Version=99.7.0.0"), [object].Assembly)
            $null = $builder.DefineDynamicModule($name).DefineType("Clash.$($name.Replace('.', '_'))", 'Public').CreateType()
            $builder.Save((Join-Path $clashes "$name.dll"))
        }
        else {
            Add-Type -TypeDefinition "[assembly: System.Reflection.AssemblyVersion(`"99.7.0.0`")] namespace Clash { public class $($name.Replace('.', '_')) { } }" -OutputAssembly (Join-Path $clashes "$name.dll")
        }
    }

    # A module that loads them into the default context when it is imported.
    'Get-ChildItem $PSScriptRoot -Filter *.dll | ForEach-Object { $null = [Runtime.Loader.AssemblyLoadContext]::Default.LoadFromAssemblyPath($_.FullName) }' | Set-Content (Join-Path $clashes 'Clashes.psm1')

    # What the main job comes to where nothing clashes.
    $calm = Connect-TestSandbox
    $accepted = @(Import-ConversionFile $Leads -WarningAction Ignore | Send-OfflineConversion -Account $calm -ErrorAction SilentlyContinue | Where-Object Status -EQ Accepted).Count
    Disconnect-ConversionAccount

    function Invoke-Fresh([string] $Command) {
        $output = pwsh -NoProfile -NonInteractive -Command "`$ErrorActionPreference = 'Stop'; `$ProgressPreference = 'SilentlyContinue'; $Command"
        $LASTEXITCODE | Should -Be 0 -Because ($output -join "`n")
        $output
    }
}

Describe 'Beside a module with other versions of every library' {
    It 'does the main job: <Order>' -ForEach @(
        @{ Order = 'theirs first'; First = 'Clashes.psm1'; Second = '' }
        @{ Order = 'ours first'; First = ''; Second = 'Clashes.psm1' }
    ) {
        $said = Invoke-Fresh "
            $(if ($First) { "Import-Module '$clashes/$First'" })
            Import-Module '$Staged'
            $(if ($Second) { "Import-Module '$clashes/$Second'" })
            `$accounts = Connect-ConversionAccount -Sandbox -SandboxClock $($Now.ToString('o')) -StatePath '$TestDrive/$([guid]::NewGuid())'
            Export-ConversionTemplate '$TestDrive/$([guid]::NewGuid()).xlsx' -Network GoogleAds | Out-Null
            `$report = Test-ConversionFile '$Leads' -Account `$accounts
            `$report.Rows
            `$results = Import-ConversionFile '$Leads' -WarningAction Ignore | Send-OfflineConversion -ErrorAction SilentlyContinue
            @(`$results | Where-Object Status -EQ Accepted).Count
            @(Get-ConversionUpload).Count
            `$loaded = [Runtime.Loader.AssemblyLoadContext]::Default.Assemblies | Where-Object { `$_.GetName().Version.Major -eq 99 } | ForEach-Object { `$_.GetName().Name }
            @(`$loaded).Count
            `$ours = [Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -EQ EnhancedConversions.PS
            @(`$ours.Assemblies | Where-Object { `$_.GetName().Version.Major -eq 99 }).Count
            @(`$ours.Assemblies | Where-Object { `$_.GetName().Name -in `$loaded }).Count -gt 5"
        $said[0] | Should -BeGreaterThan 100
        $accepted | Should -BeGreaterThan 100
        $said[1] | Should -Be $accepted
        $said[2] | Should -Be 2
        $said[3] | Should -Be $names.Count
        $said[4] | Should -Be 0
        $said[5] | Should -Be 'True'
    }

    It 'reads a Google credential with its own Google library' {
        @{ type = 'service_account'; client_email = 'a@example.com'; private_key = 'none'; token_uri = 'https://oauth2.googleapis.com/token' } | ConvertTo-Json | Set-Content "$TestDrive/key.json"
        Invoke-Fresh "
            Import-Module '$clashes/Clashes.psm1', '$Staged'
            try { Connect-ConversionAccount -GoogleAds -AccountId 123-456-7890 -KeyFile '$TestDrive/key.json' } catch { (`$_.FullyQualifiedErrorId -split ',')[0] }" |
            Should -Be 'CredentialUnusable'
    }
}

Describe 'Many runspaces at once' {
    It 'import the module in 20 of them, each with all commands' {
        $counts = Invoke-Fresh "
            1..20 | ForEach-Object -ThrottleLimit 20 -UseNewRunspace -Parallel { Import-Module '$Staged'; @(Get-Command -Module EnhancedConversions.PS).Count }"
        $counts | Should -Be (@("$((Get-Command -Module EnhancedConversions.PS).Count)") * 20)
    }

    It 'use the module from one runspace after another that is gone' {
        Invoke-Fresh "
            1..3 | ForEach-Object {
                `$shell = [powershell]::Create()
                `$shell.AddScript({ Import-Module '$Staged'; (Connect-ConversionAccount -Sandbox).Count }).Invoke()
                `$shell.Dispose()
            }" | Should -Be '2', '2', '2'
    }
}
