using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using AdoPat.AzureDevOps;
using AdoPat.Core.Tests.Support;
using AdoPat.Http;
using AdoPat.Models;
using AdoPat.Rotation;
using AdoPat.Secrets;
using AdoPat.Sessions;

namespace AdoPat.Core.Tests.Rotation;

/// <summary>One random plan and the faults that it meets, both made from a seed; in an organization of its own.</summary>
internal sealed class FaultSchedule : IRotationObserver, IRequestObserver
{
    private const string Owner = "ada@contoso.test";
    private const string Name = "deploy";

    private readonly int _seed;
    private readonly Random _random;

    // A verification goes on beside the rest: with dice of its own, the seed decides all the same.
    private readonly Random _verificationRandom;
    private readonly Emulator _emulator;
    private readonly AdoPatSession _session;
    private readonly TestClock _clock;
    private readonly string _folder;
    private readonly FaultScheduleTally _tally;
    private readonly List<TestDestination> _destinations;
    private readonly List<string> _log = [];
    private readonly HashSet<string> _taken = [];
    private readonly string _oldSecret;
    private readonly bool _isOldExpired;
    private readonly bool _skipsVerification;
    private readonly TimeSpan _revokeAfter;
    private readonly int _rotations;
    private bool _hasFaults = true;
    private bool _isServed;
    private string? _problem;
    private PersonalAccessToken _current;

    public FaultSchedule(int seed, Emulator emulator, AdoPatSession session, TestClock clock, string folder, FaultScheduleTally tally)
    {
        _verificationRandom = new Random(~seed);
        (_seed, _random, _emulator, _session, _clock, _folder, _tally) = (seed, new Random(seed), emulator, session, clock, folder, tally);
        Organization = "o" + ((uint)seed).ToString("x8", null);
        _oldSecret = "old" + Organization + new string('a', 38) + "22";
        _isOldExpired = Chance(0.12);
        _skipsVerification = Chance(0.2);
        _revokeAfter = Chance(0.35) ? TimeSpan.FromHours(1) : TimeSpan.Zero;
        _rotations = Chance(0.25) ? 2 : 1;
        _destinations = [.. Enumerable.Range(0, _random.Next(4)).Select(number => new TestDestination($"{number}", canRead: Chance(0.75))
        {
            Held = _oldSecret,
            Interfere = InterfereWithDestination,
        })];
        _current = new PersonalAccessToken
        {
            Name = Name,
            Organization = Organization,
            State = _isOldExpired ? PatState.Expired : PatState.Active,
            Scope = ["vso.code"],
            AuthorizationId = Guid.NewGuid(),
        };
        ServiceFaults = [.. Enumerable.Range(0, _random.Next(4)).Select(_ => ServiceFault())];
    }

    public string Organization { get; }

    /// <summary>The seed and what has happened so far.</summary>
    public string Story => $"Seed {_seed}:\n  {string.Join("\n  ", _log.ToArray())}";

    public void LetRequestsTimeOut() => _clock.Advance(RetryHandler.AttemptTimeout);

    public object OldToken => new
    {
        authorizationId = _current.AuthorizationId,
        owner = Owner,
        displayName = Name,
        scope = "vso.code",
        organizations = new[] { Organization },
        validFrom = "-60d",
        validTo = _isOldExpired ? "-1d" : "+100d",
        token = _oldSecret,
    };

    public IReadOnlyList<object> ServiceFaults { get; }

    private RotationJournal Journal => new(_folder);

    private PatClient Client => new(_session);

    /// <summary>Runs it, and again and again after each kill, as somebody would who knows nothing of the journal.</summary>
    public async Task RunWithFaultsAsync()
    {
        try
        {
            for (int attempt = 0; attempt < 4 && _problem is null; attempt++)
            {
                JumpInTime();
                await AttemptAsync(attempt);
            }
        }
        catch (Exception failure) when (failure is not KilledException)
        {
            _problem ??= failure.ToString();
        }
    }

    /// <summary>Resumes until nothing is open, without any more faults.</summary>
    public async Task FinishAsync()
    {
        _hasFaults = false;
        _clock.Advance(TimeSpan.FromMinutes(15)); // The service may have asked for a pause.
        try
        {
            for (int round = 0; round < 6 && Open().Count > 0 && _problem is null; round++)
            {
                Log($"finishing, round {round}");
                foreach (AdoPatRotation rotation in NewRotator().Due())
                {
                    await ResumeAsync(rotation);
                }

                await DecideAsync();
                _clock.Advance(TimeSpan.FromHours(3));
            }
        }
        catch (Exception failure)
        {
            _problem ??= failure.ToString();
        }
    }

    /// <summary>What is wrong at the end; null when nothing is.</summary>
    public string? Problem(IReadOnlyList<JsonObject> active)
    {
        _problem ??= Check(active);
        return _problem is null ? null : $"{_problem}\n{Story}";
    }

    void IRotationObserver.Doing(AdoPatRotation rotation, string what)
    {
        Log($"{rotation.State}: {what}");
        _isServed |= rotation.State >= RotationState.Stored;
        CheckNobodyIsLockedOut();
        if (what.StartsWith("asking", StringComparison.Ordinal))
        {
            Kill("step", 0.04, _verificationRandom);
            return;
        }

        Kill("step", 0.04);
        if (_hasFaults && Chance(0.05))
        {
            JumpInTime();
        }
    }

    void IRotationObserver.Warn(string message) => Log("warned: " + message);

    void IRequestObserver.Answered(HttpMethod method, Uri uri, HttpStatusCode status, TimeSpan elapsed)
    {
        string resource = uri.AbsolutePath.Split('/')[^1];
        Log($"  {method} {resource} {(int)status}");
        Kill("answer", method == HttpMethod.Get ? 0.01 : 0.05, resource == "connectionData" ? _verificationRandom : null);
    }

    void IRequestObserver.Waiting(string reason, TimeSpan delay)
    {
    }

    private async Task AttemptAsync(int attempt)
    {
        Rotator rotator = NewRotator();
        try
        {
            if (attempt > 0 && Chance(0.6))
            {
                foreach (AdoPatRotation rotation in rotator.Due())
                {
                    await ResumeAsync(rotation);
                }
            }

            if (await NextAsync() is { } old)
            {
                Log($"rotating {old.AuthorizationId}");
                Note(await rotator.RotateAsync(PlanFor(old), TakeAsync));
            }
        }
        catch (KilledException)
        {
            _tally.Killed();
        }
        catch (AdoPatException refused)
        {
            _tally.Refused();
            Log($"threw {refused.ErrorId}: {refused.Message}");
        }

        CheckNobodyIsLockedOut();
    }

    // The old token until it is rotated, then once more the new one.
    private async Task<PersonalAccessToken?> NextAsync()
    {
        IReadOnlyList<AdoPatRotation> rotations = Journal.Read().Rotations;
        if (rotations.LastOrDefault(rotation => rotation.OldAuthorizationId == _current.AuthorizationId && rotation.State == RotationState.Done) is { } done)
        {
            if (rotations.Count(rotation => rotation.State == RotationState.Done) >= _rotations)
            {
                return null;
            }

            _current = (await Client.GetAsync(Organization, done.NewAuthorizationId!.Value)).With(PatState.Active);
        }

        return _current;
    }

    private async Task ResumeAsync(AdoPatRotation rotation)
    {
        Log($"resuming {rotation.State} {rotation.RotationId}");
        _tally.Resumed();
        try
        {
            Note(await NewRotator().ResumeAsync(rotation, TakeAsync));
        }
        catch (AdoPatException failure) when (_hasFaults)
        {
            Log($"threw {failure.ErrorId}: {failure.Message}");
        }

        CheckNobodyIsLockedOut();
    }

    private Task TakeAsync(AdoPatRotationResult result, CancellationToken cancellationToken)
    {
        Kill("before delivery", 0.1);
        _taken.Add(SecretText.ToPlainText(result.New!.Token));
        Kill("after delivery", 0.1);
        return Task.CompletedTask;
    }

    // What only the user can know: whether the secret was taken before the kill.
    private async Task DecideAsync()
    {
        foreach (AdoPatRotation doubt in Open().Where(rotation => rotation.State == RotationState.Delivering))
        {
            string secret = (await StateOfAsync(doubt.NewAuthorizationId!.Value))["token"]!.GetValue<string>();
            bool isTaken = _taken.Contains(secret);
            Log($"the user decides: {(isTaken ? "taken" : "lost")}");
            await Client.RevokeAsync(Organization, isTaken ? doubt.OldAuthorizationId!.Value : doubt.NewAuthorizationId.Value);
        }
    }

    private void Note(AdoPatRotationResult result)
    {
        Log($"result {result.State} {result.Failure?.ErrorId} {result.Failure?.Message}");
        if (result.State == RotationState.Done)
        {
            _tally.Done();
        }
        else if (result.State == RotationState.Abandoned)
        {
            _tally.Abandoned();
        }
    }

    private string? Check(IReadOnlyList<JsonObject> active)
    {
        IReadOnlyList<AdoPatRotation> rotations = Journal.Read().Rotations;
        AdoPatRotation[] done = [.. rotations.Where(rotation => rotation.State == RotationState.Done)];
        AdoPatRotation? last = Array.Find(done, rotation => !Array.Exists(done, other => other.OldAuthorizationId == rotation.NewAuthorizationId));
        string[] secrets = [.. active.Select(token => (string)token["token"]!)];
        int expected = last is null && _isOldExpired ? 0 : 1;
        string[] held = [.. _destinations.Select(destination => destination.Held ?? "").Distinct()];
        return Open().Count > 0 ? $"still open: {string.Join(", ", Open().Select(rotation => $"{rotation} {rotation.Reason}"))}"
            : active.Count != expected ? $"{active.Count} active tokens instead of {expected}"
            : last is not null && (Guid)active[0]["authorizationId"]! != last.NewAuthorizationId ? "another token than the rotation's is active"
            : last is null && expected == 1 && secrets[0] != _oldSecret ? "the old token was not left"
            : held.Length > 1 ? "the destinations hold different tokens"
            : held.Length == 1 && held[0] != (expected == 1 ? secrets[0] : _oldSecret) ? "the destinations hold another token"
            : held.Length == 0 && expected == 1 && secrets[0] != _oldSecret && !_taken.Contains(secrets[0]) ? "nobody has the secret of the active token"
            : null;
    }

    // An expired token is dead from the start; once a new one has a home, there must always be one that lives.
    private void CheckNobodyIsLockedOut()
    {
        bool mustBeAlive = _isServed || !_isOldExpired; // Before the look, as a destination may be written meanwhile.
        bool isAlive = _destinations.Exists(destination => destination.Held is { } secret && IsAlive(secret));
        if (_destinations.Count > 0 && !isAlive && mustBeAlive)
        {
            _problem ??= "every destination holds a dead token";
            Log(_problem);
        }
    }

    // By another host than the one the code under test asks, which has the faults.
    private bool IsAlive(string secret)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(_emulator.Uri, $"/vssps.dev.azure.com/{Organization}/_apis/connectionData"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(":" + secret)));
        using HttpResponseMessage response = _emulator.Client.Send(request);
        return response.StatusCode == HttpStatusCode.OK;
    }

    private void InterfereWithDestination(string what)
    {
        Log($"  destination {what}");
        if (!_hasFaults)
        {
            return;
        }

        Kill(what, 0.06);
        if (Chance(0.08))
        {
            Log($"  destination fails {what}");
            throw TestDestination.Failure(what);
        }
    }

    private void Kill(string where, double chance, Random? random = null)
    {
        if (_hasFaults && (random ?? _random).NextDouble() < chance)
        {
            Log($"KILLED {where}");
            throw new KilledException(where);
        }
    }

    private void JumpInTime()
    {
        if (Chance(0.3))
        {
            _clock.PutAhead = TimeSpan.FromMinutes(_random.Next(-300, 300));
            Log($"the clock is {_clock.PutAhead} ahead");
        }
    }

    private Dictionary<string, object> ServiceFault()
    {
        string[] methods = ["POST", "POST", "DELETE", "DELETE", "PUT", "GET", "connectionData"];
        string method = methods[_random.Next(methods.Length)];
        bool isVerification = method == "connectionData";
        Dictionary<string, object> fault = new()
        {
            ["name"] = "scheduled",
            ["host"] = isVerification ? "dev.azure.com" : "vssps.dev.azure.com",
            ["path"] = $"/{Organization}/_apis/{(isVerification ? "connectionData" : "tokens/pats")}",
            ["method"] = isVerification ? "GET" : method,
            ["nth"] = _random.Next(1, 4),
            ["count"] = Chance(0.3) ? 12 : _random.Next(1, 4),
        };
        bool afterChange = method is "POST" or "DELETE" or "PUT" && Chance(0.5);
        switch (_random.Next(6))
        {
            case 0:
                fault["status"] = 429;
                fault["headers"] = new Dictionary<string, string> { ["Retry-After"] = Chance(0.2) ? "600" : "5" };
                break;
            case 1:
                fault["cut"] = true;
                fault["afterChange"] = afterChange;
                break;
            case 2:
                fault["status"] = Chance(0.5) ? 500 : 503;
                fault["afterChange"] = afterChange;
                break;
            case 3:
                fault["status"] = 203;
                fault["headers"] = new Dictionary<string, string> { ["Content-Type"] = "text/html; charset=utf-8" };
                fault["body"] = "<!DOCTYPE html><html><title>Azure DevOps Services | Sign In</title></html>";
                break;
            case 4 when method == "POST":
                fault["status"] = 200;
                fault["body"] = new { patToken = (object?)null, patTokenError = "disablePatCreationPolicyViolation" };
                break;
            default:
                fault["status"] = 502;
                fault["body"] = "<html>Bad Gateway</html>";
                break;
        }

        return fault;
    }

    private RotationPlan PlanFor(PersonalAccessToken old) => new()
    {
        Old = old,
        Organization = Organization,
        Name = old.Name,
        Scope = old.Scope,
        Lifetime = TimeSpan.FromDays(90),
        Destinations = [.. _destinations.Select(destination => destination.Description)],
        RevokeAfter = _revokeAfter,
        SkipVerification = _skipsVerification,
    };

    private Rotator NewRotator() => new(_session, Journal, new TestDestinations(_destinations), this, this);

    private IReadOnlyList<AdoPatRotation> Open() => [.. Journal.Read().Rotations.Where(rotation => !rotation.IsClosed)];

    private async Task<JsonObject> StateOfAsync(Guid id) =>
        (await _emulator.StateAsync())["tokens"]!.AsArray().Select(item => item!.AsObject()).Single(item => (Guid)item["authorizationId"]! == id);

    private bool Chance(double chance) => _random.NextDouble() < chance;

    private void Log(string text)
    {
        lock (_log)
        {
            _log.Add(text);
        }
    }
}
