# The repository's rules, without those that do not fit a test.
@{
    IncludeDefaultRules = $true
    ExcludeRules        = @(
        'PSAvoidUsingPositionalParameters'
        'PSReviewUnusedParameter'
        # What a script under test sees must be where it sees it.
        'PSAvoidGlobalVars'
        # A function that makes many things is named after many.
        'PSUseSingularNouns'
        # Pester runs the blocks of a file in scopes of its own; the analyzer sees variables set in one and read in another as unused.
        'PSUseDeclaredVarsMoreThanAssignments'
        # The same, seen from the other side.
        'PSUseUsingScopeModifierInNewRunspaces'
        # The secrets here are made up.
        'PSAvoidUsingConvertToSecureStringWithPlainText'
        # What a document shows is run as it stands, and it stands as text.
        'PSAvoidUsingInvokeExpression'
        # What a test's own function changes is the test's.
        'PSUseShouldProcessForStateChangingFunctions'
    )
    Rules               = @{
        PSUseCompatibleSyntax      = @{ Enable = $true; TargetVersions = @('7.4') }
        PSUseConsistentIndentation = @{ Enable = $true; IndentationSize = 4; PipelineIndentation = 'IncreaseIndentationForFirstPipeline' }
        PSUseConsistentWhitespace  = @{ Enable = $true; CheckParameter = $true; CheckOperator = $false }
        PSPlaceOpenBrace           = @{ Enable = $true }
        PSUseCorrectCasing         = @{ Enable = $true }
    }
}
