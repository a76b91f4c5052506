"""Who holds a seat: apart from 0001 because `akun` needs the regions first and this needs its people."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('wilayah', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Penugasan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('jenis', models.CharField(choices=[('definitif', 'Definitif'), ('plt', 'Pelaksana tugas (Plt.)'), ('plh', 'Pelaksana harian (Plh.)')], default='definitif', max_length=10)),
                ('mulai', models.DateField()),
                ('sampai', models.DateField(blank=True, null=True)),
                ('dicatat_pada', models.DateTimeField(auto_now_add=True)),
                ('jabatan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='penugasan', to='wilayah.jabatan')),
                ('pengguna', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='penugasan', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'penugasan',
                'verbose_name_plural': 'penugasan',
                'ordering': ['mulai', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Cuti',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mulai', models.DateField()),
                ('sampai', models.DateField()),
                ('dicatat_pada', models.DateTimeField(auto_now_add=True)),
                ('pengganti', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='menggantikan', to=settings.AUTH_USER_MODEL)),
                ('penugasan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cuti', to='wilayah.penugasan')),
            ],
            options={
                'verbose_name': 'cuti',
                'verbose_name_plural': 'cuti',
                'ordering': ['mulai', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='penugasan',
            constraint=models.CheckConstraint(condition=models.Q(('sampai__isnull', True), ('sampai__gte', models.F('mulai')), _connector='OR'), name='penugasan_urut'),
        ),
        migrations.AddConstraint(
            model_name='cuti',
            constraint=models.CheckConstraint(condition=models.Q(('sampai__gte', models.F('mulai'))), name='cuti_urut'),
        ),
    ]
