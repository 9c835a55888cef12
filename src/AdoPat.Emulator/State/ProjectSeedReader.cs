using System;
using System.Linq;
using System.Text.Json.Nodes;
using AdoPat.Emulator.Projects;

namespace AdoPat.Emulator.State;

/// <summary>The part of a seed that is in projects: fills in what was left out, and refuses what cannot be.</summary>
internal sealed class ProjectSeedReader(EmulatorState state)
{
    /// <summary>Adds projects, and what is in them, to the state.</summary>
    /// <param name="seed">The seed; its organizations are there already.</param>
    /// <exception cref="SeedException">It names an organization that does not exist, or leaves out what is needed.</exception>
    public void Add(SeedDocument seed)
    {
        seed.Projects.ForEach(project => AddProject(project));
        seed.ServiceConnections.ForEach(AddServiceConnection);
        seed.VariableGroups.ForEach(AddVariableGroup);
        seed.Repositories.ForEach(AddRepository);
        seed.Feeds.ForEach(AddFeed);
    }

    private Project AddProject(Project project)
    {
        if (state.OrganizationOf(project.Organization) is not { } organization)
        {
            throw new SeedException($"The seed names the organization '{project.Organization}' of the project '{project.Name}', which is not there. Put it into the seed too.");
        }

        project.Organization = organization.Name;
        project.Id = project.Id == Guid.Empty ? StableGuid.From("project", $"{organization.Name}/{project.Name}") : project.Id;
        state.Projects.RemoveAll(other => Names.Same(other.Organization, project.Organization) && Names.Same(other.Name, project.Name));
        state.Projects.Add(project);
        return project;
    }

    // A project that is only named is made.
    private Project ProjectOf(string organization, string name) =>
        state.ProjectOf(organization, name) ?? AddProject(new Project { Organization = organization, Name = name });

    private void AddServiceConnection(ServiceConnection connection)
    {
        JsonObject definition = connection.Definition;
        Project project = ProjectOf(connection.Organization, connection.Project);
        if (definition["name"].Text() is null || definition["type"].Text() is null || definition["authorization"]?["parameters"] is not JsonObject)
        {
            throw new SeedException("The definition of a service connection needs name, type and authorization.parameters.");
        }

        connection.Id = connection.Id == Guid.Empty ? StableGuid.From("serviceConnection", $"{project.Id}/{connection.Name}") : connection.Id;
        definition["id"] = connection.Id.ToString();
        Fill(definition, "url", "https://services.test/");
        Fill(definition, "description", "");
        Fill(definition, "owner", "library");
        Fill(definition, "isShared", false);
        Fill(definition, "isReady", true);
        Fill(definition, "data", new JsonObject());
        Fill(definition["authorization"]!.AsObject(), "scheme", "Token");
        Fill(definition, ProjectReferences.OfServiceConnection, ProjectReferences.To(project, connection.Name));
        state.ServiceConnections.RemoveAll(other => other.Id == connection.Id);
        state.ServiceConnections.Add(connection);
    }

    private void AddVariableGroup(VariableGroup group)
    {
        JsonObject definition = group.Definition;
        Project project = ProjectOf(group.Organization, group.Project);
        if (definition["name"].Text() is null || definition["variables"] is not JsonObject variables || !variables.All(variable => variable.Value is JsonObject))
        {
            throw new SeedException("The definition of a variable group needs name, and variables, each an object with a value.");
        }

        group.Id = group.Id == 0 ? IdFor(group) : group.Id;
        definition["id"] = group.Id;
        Fill(definition, "type", "Vsts");
        Fill(definition, "description", "");
        Fill(definition, "isShared", false);
        Fill(definition, ProjectReferences.OfVariableGroup, ProjectReferences.To(project, group.Name));
        state.VariableGroups.RemoveAll(other => IsSame(other, group));
        state.VariableGroups.Add(group);
    }

    private void AddRepository(GitRepository repository)
    {
        ProjectOf(repository.Organization, repository.Project);
        if (repository.Refs.Count == 0)
        {
            repository.Refs[repository.DefaultBranch] = (StableGuid.From("commit", repository.Name).ToString("N") + "00000000")[..40];
        }

        state.Repositories.RemoveAll(other => Names.Same(other.Name, repository.Name) && Names.Same(other.Project, repository.Project) && Names.Same(other.Organization, repository.Organization));
        state.Repositories.Add(repository);
    }

    private void AddFeed(Feed feed)
    {
        if (feed.Project is { } project)
        {
            ProjectOf(feed.Organization, project);
        }
        else if (state.OrganizationOf(feed.Organization) is null)
        {
            throw new SeedException($"The seed names the organization '{feed.Organization}' of the feed '{feed.Name}', which is not there. Put it into the seed too.");
        }

        state.Feeds.RemoveAll(other => Names.Same(other.Name, feed.Name) && Names.Same(other.Project, feed.Project) && Names.Same(other.Organization, feed.Organization));
        state.Feeds.Add(feed);
    }

    private static bool IsSame(VariableGroup left, VariableGroup right) => left.Id == right.Id && Names.Same(left.Organization, right.Organization);

    // One of the same name in the same project is replaced.
    private int IdFor(VariableGroup group)
    {
        VariableGroup[] all = [.. state.VariableGroups.Where(other => Names.Same(other.Organization, group.Organization))];
        return Array.Find(all, other => Names.Same(other.Project, group.Project) && Names.Same(other.Name, group.Name))?.Id
            ?? all.Select(other => other.Id).Append(0).Max() + 1;
    }

    private static void Fill(JsonObject definition, string name, JsonNode value)
    {
        if (definition[name] is null)
        {
            definition[name] = value;
        }
    }
}
