using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.AzureDevOps.Administration;
using AdoPat.Models;
using AdoPat.Parameters;
using AdoPat.Pipeline;
using AdoPat.Secrets;
using AdoPat.Sessions;

namespace AdoPat.Commands;

/// <summary>Gets personal access tokens: those of the signed-in user, or, for administrators, those of other users.</summary>
[Cmdlet(VerbsCommon.Get, "AdoPat", DefaultParameterSetName = ByQuery)]
[OutputType(typeof(PersonalAccessToken))]
public sealed class GetAdoPatCommand : UserCmdlet
{
    private const string ByQuery = "Query";
    private const string ById = "Id";
    private const string ByUser = "User";
    private const string ByAllUsers = "AllUsers";

    private readonly HashSet<Guid> _seen = [];
    private bool _isUserGiven;
    private bool _isOrganizationGiven;

    // For all records of the pipeline, as searches remember what they have listed.
    private PatSearch? _search;
    private UserTokenSearch? _userSearch;

    /// <summary>Names of tokens; wildcards are allowed.</summary>
    [Parameter(Position = 0, ParameterSetName = ByQuery)]
    [Parameter(Position = 0, ParameterSetName = ByUser)]
    [Parameter(Position = 0, ParameterSetName = ByAllUsers)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TokenNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Ids of tokens.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ById, ValueFromPipelineByPropertyName = true)]
    public Guid[] AuthorizationId { get; set; } = [];

    /// <summary>Whose token it is, as Owner of a token says; the signed-in user's when not given.</summary>
    [Parameter(ParameterSetName = ById, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [Owner]
    [ArgumentCompleter(typeof(UserCompleter))]
    public UserReference? Owner { get; set; }

    // Neither this nor AllUsers is mandatory: PowerShell would settle on one of their sets before it has seen what is piped in.

    /// <summary>Users whose tokens to list: e-mail addresses, user names (UPN), descriptors. For administrators.</summary>
    [Parameter(ParameterSetName = ByUser, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("UserPrincipalName", "Upn", "PrincipalName", "Email", "EmailAddress", "E-mail", "Mail", "MailAddress", "Descriptor", "SubjectDescriptor")]
    [AllowNull]
    [ArgumentCompleter(typeof(UserCompleter))]
    public UserReference?[] User { get; set; } = [];

    /// <summary>What is piped in. The properties alone do not tell whether it is a user, an organization, or something else.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>List the tokens of all users. For administrators.</summary>
    [Parameter(ParameterSetName = ByAllUsers)]
    public SwitchParameter AllUsers { get; set; }

    /// <summary>Organizations, by name or address; the session's when not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [OrganizationName]
    [ArgumentCompleter(typeof(OrganizationCompleter))]
    public string[]? Organization { get; set; }

    /// <summary>Which states; active ones when not given.</summary>
    [Parameter(ParameterSetName = ByQuery)]
    [Parameter(ParameterSetName = ByUser)]
    [Parameter(ParameterSetName = ByAllUsers)]
    [ValidateNotNullOrEmpty]
    public PatStateFilter[] State { get; set; } = [PatStateFilter.Active];

    /// <summary>Only tokens that end within this time: a TimeSpan, or a text such as 14d.</summary>
    [Parameter(ParameterSetName = ByQuery)]
    [Parameter(ParameterSetName = ByUser)]
    [Parameter(ParameterSetName = ByAllUsers)]
    [Duration(nameof(ExpiringWithin))]
    [ArgumentCompleter(typeof(DurationCompleter))]
    public TimeSpan? ExpiringWithin { get; set; }

    /// <summary>Only tokens that may do what these scopes allow.</summary>
    [Parameter(ParameterSetName = ByQuery)]
    [Parameter(ParameterSetName = ByUser)]
    [Parameter(ParameterSetName = ByAllUsers)]
    [ValidateNotNullOrEmpty]
    [ScopeList]
    [ArgumentCompleter(typeof(ScopeCompleter))]
    public string[] Scope { get; set; } = [];

    /// <summary>Only tokens for all organizations; looks for them in every organization when none is named.</summary>
    [Parameter(ParameterSetName = ByQuery)]
    [Parameter(ParameterSetName = ByUser)]
    [Parameter(ParameterSetName = ByAllUsers)]
    public SwitchParameter Global { get; set; }

    /// <summary>SSH keys of users too.</summary>
    [Parameter(ParameterSetName = ByQuery)]
    [Parameter(ParameterSetName = ByUser)]
    [Parameter(ParameterSetName = ByAllUsers)]
    public SwitchParameter IncludeSshKeys { get; set; }

    private protected override string Activity =>
        ParameterSetName != ById && (AllUsers || _isUserGiven || (InputObject is not null && !PipedItem.IsOrganization(InputObject))) ? "Getting the tokens of users" : "Getting tokens";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _isUserGiven = MyInvocation.BoundParameters.ContainsKey(nameof(User));
        _isOrganizationGiven = MyInvocation.BoundParameters.ContainsKey(nameof(Organization));
        ScopeCheck.WarnOfUnknown(Scope, WriteWarning);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        AdoPatSession session = RequireSession();
        PatSearch search = _search ??= new PatSearch(session, new PatClient(session, Log));
        UserTokenSearch userSearch = _userSearch ??= new UserTokenSearch(session, Log);
        UserReference?[] users = [];
        if (ParameterSetName != ById)
        {
            try
            {
                users = FindUsers();
            }
            catch (AdoPatException refused)
            {
                WriteError(ErrorRecords.From(refused, InputObject is null ? null : PipedItem.Shown(InputObject)));
                return;
            }
        }

        foreach (string organization in FindOrganizations(session, isOfUser: users.Length > 0))
        {
            if (ParameterSetName == ById)
            {
                GetById(search, userSearch, organization);
            }
            else if (users.Length > 0)
            {
                ListOfUsers(userSearch, organization, users);
            }
            else if (AllUsers)
            {
                ForAllUsers(new UserClient(session, Log), organization, (user, cancellationToken) => ListAsync(userSearch, organization, user, cancellationToken));
            }
            else
            {
                Begin((before, cancellationToken) => ForItemAsync(Pipeline, organization, () => ListOwnAsync(search, organization, before, cancellationToken)));
            }
        }
    }

    // Nobody when all users are meant, or the own tokens. These are what revokes tokens by mistake: they are meant by an
    // organization or by nothing at all, and not by something in which no user was found.
    private UserReference?[] FindUsers()
    {
        bool isOrganization = InputObject is not null && PipedItem.IsOrganization(InputObject) && !_isOrganizationGiven && Organization is not null;
        if (_isUserGiven || AllUsers)
        {
            return InputObject is not null && !isOrganization
                ? throw new AdoPatException(
                    ErrorIds.InvalidArgument, "With -User or -AllUsers only organizations can be piped in, and no -Organization is given then. Nothing was sent.")
                : AllUsers ? [] : User is { Length: > 0 } users ? users : [null];
        }

        if (InputObject is null && MyInvocation.ExpectingInput)
        {
            return [null];
        }

        if (InputObject is not null && PipedItem.UserOf(InputObject) is { } piped)
        {
            return [piped];
        }

        if (ParameterSetName == ByQuery && !IncludeSshKeys && (InputObject is null || isOrganization))
        {
            return [];
        }

        throw new AdoPatException(ErrorIds.InvalidArgument, InputObject is null
            ? "Whose tokens? Name users with -User, or give -AllUsers. Own tokens are listed without -AllUsers and -IncludeSshKeys. Nothing was sent."
            : "What is piped in names no user: a user is a text, or has a property such as User, UserPrincipalName, Mail, Email or Descriptor. "
                + "Own tokens are listed with -Organization, and of what Get-AdoPatOrganization gives. Nothing was sent.");
    }

    // A token for all organizations can be of an organization that nobody thinks of.
    private IReadOnlyList<string> FindOrganizations(AdoPatSession session, bool isOfUser)
    {
        if (!Global || Organization is not null || isOfUser)
        {
            return this.RequireOrganizations(session, Organization);
        }

        OrganizationClient client = new(session, Log);
        return [.. WaitFor(() => client.ListAsync(StoppingToken))
            .Select(organization => organization.Organization)
            .OrderByDescending(organization => OrganizationName.Comparer.Equals(organization, session.Organization ?? ""))];
    }

    private void GetById(PatSearch search, UserTokenSearch userSearch, string organization)
    {
        UserReference? owner = Owner;
        foreach (Guid id in AuthorizationId)
        {
            Begin((before, cancellationToken) => ForItemAsync(Pipeline, id, async () =>
            {
                PersonalAccessToken token = owner is null
                    ? await search.GetAsync(organization, id, cancellationToken).ConfigureAwait(false)
                    : await userSearch.GetAsync(
                        organization, await FindUserAsync(userSearch, organization, owner, cancellationToken).ConfigureAwait(false), id, cancellationToken).ConfigureAwait(false);
                await before.ConfigureAwait(false);
                Pipeline.Output(OwnerView.Of(token));
            }));
        }
    }

    private void ListOfUsers(UserTokenSearch search, string organization, UserReference?[] users)
    {
        foreach (UserReference reference in users.Select(given => given ?? new UserReference("")))
        {
            object target = InputObject is null || _isUserGiven ? Redaction.Redact(reference.Text) : PipedItem.Shown(InputObject);
            Begin(async (_, cancellationToken) =>
            {
                AdoUser? user = null;
                return await ForItemAsync(Pipeline, target, async () =>
                        user = await FindUserAsync(search, organization, reference, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false)
                    && await ForItemAsync(Pipeline, user!, () => ListAsync(search, organization, user!, cancellationToken)).ConfigureAwait(false);
            });
        }
    }

    private static Task<AdoUser> FindUserAsync(UserTokenSearch search, string organization, UserReference reference, CancellationToken cancellationToken) =>
        reference.User is { } user ? Task.FromResult(user) : search.FindUserAsync(organization, reference.Texts, cancellationToken);

    private async Task ListAsync(UserTokenSearch search, string organization, AdoUser user, CancellationToken cancellationToken)
    {
        PatQuery query = CreateQuery(Name is null ? null : new NamePatterns(Name));
        IAsyncEnumerable<IReadOnlyList<PersonalAccessToken>> pages = search.FindPagesAsync(organization, user, query, IncludeSshKeys, cancellationToken);
        await foreach (IReadOnlyList<PersonalAccessToken> page in pages.ConfigureAwait(false))
        {
            await WriteAsync(page).ConfigureAwait(false);
        }
    }

    private async Task ListOwnAsync(PatSearch search, string organization, Task before, CancellationToken cancellationToken)
    {
        NamePatterns? names = Name is null ? null : new NamePatterns(Name);
        PatQuery query = CreateQuery(names);
        await foreach (IReadOnlyList<PersonalAccessToken> page in search.FindPagesAsync(organization, query, cancellationToken).ConfigureAwait(false))
        {
            if (Global)
            {
                // Of the organizations that list it, the first one counts.
                await before.ConfigureAwait(false);
            }

            await WriteAsync(page).ConfigureAwait(false);
        }

        foreach (string missing in (names?.ExactNamesNotSeen ?? []).Select(name => Redaction.Redact(name)))
        {
            Pipeline.Error(ErrorRecords.From(
                new AdoPatException(
                    ErrorIds.PatNotFound,
                    $"There is no token named '{missing}' in {organization} that is {string.Join(" or ", query.States).ToLowerInvariant()}. -State All finds tokens of every state."),
                missing));
        }
    }

    // One for all organizations is in the list of each.
    private Task WriteAsync(IReadOnlyList<PersonalAccessToken> tokens) => tokens.Count == 0
        ? Task.CompletedTask
        : Pipeline.OutputAsync(tokens.Where(token => !token.IsGlobal || !Global || _seen.Add(token.AuthorizationId)).Select(OwnerView.Of));

    private PatQuery CreateQuery(NamePatterns? names) => new()
    {
        States = State.Contains(PatStateFilter.All)
            ? [PatState.Active, PatState.Expired, PatState.Revoked]
            : [.. State.Select(state => (PatState)state)],
        Name = names is null ? null : names.Match,
        ExpiringWithin = ExpiringWithin,
        Scope = Scope,
        GlobalOnly = Global,
    };
}
